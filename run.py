"""Set everything up and run it, with nothing but Python 3.11 or 3.12 and pip.

python3 run.py              set up, build the sample process in ./demo if it is not
                            there yet, and open the window on it if there is a screen
python3 run.py test [...]   set up, then run the tests; arguments go to pytest
python3 run.py ARGS...      set up, then the same as: workshop-app ARGS...

The environment is made in .venv beside this file.  It is made without pip, which a
bare Debian cannot put into it, and filled from outside by the pip that is there.
The second time it is ready at once, until requirements.lock or pyproject.toml change.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
STAMP = ENVIRONMENT / "kuska-set-up"
SUPPORTED = ((3, 11), (3, 12))

COMPILED = (
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "cryptography",
    "lxml.etree",
    "msgspec",
    "pikepdf",
    "psycopg",
    "pypdfium2",
    "pyrage",
    "rapidfuzz",
    "sqlcipher3",
    "uharfbuzz",
)
"""Libraries with machine code of their own, which may need the system's."""

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Where Debian keeps the system libraries that those ask for."""

X11_PACKAGES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt needs besides to draw on an X11 screen; it ends the program without."""


SAMPLE = str(Path("demo", "demo.kuska"))


class SetUpError(Exception):
    """The set-up cannot go on; its text says why and what to do."""


def environment_python() -> Path:
    """Return the interpreter of our environment, whether or not it exists yet."""
    if sys.platform == "win32":
        return ENVIRONMENT / "Scripts" / "python.exe"
    return ENVIRONMENT / "bin" / "python"


def fingerprint() -> str:
    """Return what the environment depends on, as one line of text."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml", "run.py"):
        digest.update((HERE / name).read_bytes())
    major, minor = sys.version_info[:2]
    return f"{major}.{minor} {digest.hexdigest()}"


def say(sentence: str) -> None:
    """Tell what is happening, apart from what the program itself prints."""
    print(sentence, file=sys.stderr, flush=True)


def set_up() -> None:
    """Bring the environment to what the lock file says, if it is not there already.

    Raises:
        SetUpError: Something is missing that cannot be installed from here.
    """
    if sys.version_info[:2] not in SUPPORTED:
        message = "This needs Python 3.11 or 3.12; run it with one of these."
        raise SetUpError(message)
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return
    say("Setting up in .venv; this takes a minute or two, the first time only.")
    STAMP.unlink(missing_ok=True)
    make_environment()
    install()
    ask_for_system_libraries()
    STAMP.write_text(wanted, "utf-8")


def make_environment() -> None:
    """Make the environment, or make it again when its interpreter does not run.

    Raises:
        SetUpError: Python came without the module `venv`.
    """
    python = environment_python()
    if python.exists() and succeeds([python, "-c", ""]):
        return
    made = succeeds([sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT])
    if not made:
        message = "Python's venv module is missing. On Debian: apt install python3-venv"
        raise SetUpError(message)


def install() -> None:
    """Install the locked packages, and show the environment where this program is.

    Raises:
        SetUpError: There is no pip, or it failed.
    """
    pip = find_pip()
    command: list[str | Path] = [
        *pip,
        *("--python", environment_python()),
        *(
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--no-warn-script-location",
        ),
        *("--no-deps", "--require-hashes", "--only-binary", ":all:"),
        *("--requirement", HERE / "requirements.lock"),
    ]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    if subprocess.run(command, check=False, env=environment).returncode:
        message = "pip could not install everything; what it said stands above."
        raise SetUpError(message)
    where = ("import sysconfig; print(sysconfig.get_path('purelib'))",)
    answer = subprocess.run(
        [environment_python(), "-c", *where], check=True, capture_output=True, text=True
    )
    Path(answer.stdout.strip(), "kuska.pth").write_text(f"{HERE}\n", "utf-8")


def find_pip() -> list[str | Path]:
    """Return the command of a pip that can fill another environment.

    Raises:
        SetUpError: There is none, and this is no place to install it.
    """
    pip: list[str | Path] = [sys.executable, "-m", "pip"]
    if succeeds([*pip, "--version"]):
        return pip
    if succeeds([sys.executable, "-c", "import ensurepip"]):
        inside = environment_python()
        subprocess.run([inside, "-m", "ensurepip", "--default-pip"], check=True)
        return [inside, "-m", "pip"]
    apt_install({"python3-pip"})
    return pip


def ask_for_system_libraries() -> None:
    """Load each compiled library once, and see to what the system lacks.

    The linker names one missing library at a time; so once it names any, all that we
    know of are tried, and one installation is enough.

    Raises:
        SetUpError: A library of the system is missing and cannot be installed here.
    """
    tried: set[str] = set()
    said = complaints()
    while missing := missing_libraries(said) - tried:
        tried |= missing
        missing |= not_loading(DEBIAN_PACKAGES)
        apt_install({DEBIAN_PACKAGES.get(name, name) for name in missing})
        said = complaints()
    if said:
        message = f"A library was installed but does not load here:\n{said}"
        raise SetUpError(message)


def ask_for_screen_libraries() -> None:
    """See to what Qt needs to draw on an X11 screen, if that is where it will draw.

    Raises:
        SetUpError: A library of the system is missing and cannot be installed here.
    """
    elsewhere = any(map(os.environ.get, ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))
    if sys.platform != "linux" or elsewhere or not os.environ.get("DISPLAY"):
        return
    if missing := not_loading(X11_PACKAGES):
        apt_install({X11_PACKAGES[name] for name in missing})


def not_loading(libraries: Iterable[str]) -> set[str]:
    """Return which of these libraries of the system cannot be loaded here."""
    missing = set()
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.add(name)
    return missing


def complaints() -> str:
    """Return what Python says of the compiled libraries that do not load."""
    return "\n".join(filter(None, map(complaint, COMPILED)))


def complaint(module: str) -> str:
    """Return what Python says when it cannot load `module`, or nothing."""
    answer = subprocess.run(
        [environment_python(), "-c", f"import {module}"],
        check=False,
        capture_output=True,
        text=True,
    )
    return answer.stderr.strip() if answer.returncode else ""


def missing_libraries(said: str) -> set[str]:
    """Return the system libraries that the dynamic linker named in `said`."""
    return set(re.findall(r"(lib[\w.+-]+\.so[\w.]*): cannot open shared object", said))


def apt_install(packages: set[str]) -> None:
    """Install Debian packages as root, after saying so; name them otherwise.

    Raises:
        SetUpError: This is not root on a Debian, or apt failed.
    """
    line = f"apt install {' '.join(sorted(packages))}"
    root = sys.platform != "win32" and os.geteuid() == 0
    apt = shutil.which("apt-get")
    if not (root and apt):
        message = f"Something of the system is missing. As root: {line}"
        raise SetUpError(message)
    say(f"Something of the system is missing; installing it: {line}")
    subprocess.run([apt, "update", "-qq"], check=False)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [
        apt,
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        *sorted(packages),
    ]
    told = subprocess.run(
        command, check=False, env=quietly, capture_output=True, text=True
    )
    if told.returncode:  # a hundred lines of unpacking are nobody's concern otherwise
        message = f"{told.stdout}{told.stderr}That failed. As root: {line}"
        raise SetUpError(message)


def succeeds(command: Sequence[str | Path]) -> bool:
    """Return whether a command ran and ended well, saying nothing."""
    try:
        answer = subprocess.run(command, check=False, capture_output=True)
    except OSError:
        return False
    return answer.returncode == 0


def has_screen() -> bool:
    """Return whether a window can be opened here; the program knows how to tell."""
    from workshop_app.cli import screen  # noqa: PLC0415 where there is a checkout

    return screen.has_screen(os.environ, sys.platform)


def wanted_command(arguments: list[str]) -> list[str]:
    """Return what to run inside the environment for these arguments.

    The sample is built again only where there is no window: what somebody tried out
    in it stays until they delete ./demo.
    """
    if arguments[:1] == ["test"]:
        return ["-m", "pytest", "--rootdir", str(HERE), *arguments[1:]]
    if not arguments:
        kept = Path(SAMPLE).exists() and has_screen()
        arguments = [SAMPLE] if kept else ["demo", "demo"]
    return ["-m", "workshop_app", *arguments]


def shows_window(arguments: list[str]) -> bool:
    """Return whether the program opens its window for these arguments."""
    sample = arguments[:1] == ["demo"] and "--no-window" not in arguments
    return not arguments or sample or arguments[0].endswith(".kuska")


def main() -> NoReturn:
    """Set up, generate what is generated, run, and leave with its exit status."""
    arguments = sys.argv[1:]
    try:
        set_up()
        python = environment_python()
        subprocess.run([python, HERE / "packaging" / "generate.py"], check=True)
        if shows_window(arguments):
            ask_for_screen_libraries()
    except SetUpError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    folder = HERE if arguments[:1] == ["test"] else None
    command: list[str | Path] = [python, *wanted_command(arguments)]
    try:
        sys.exit(subprocess.run(command, check=False, cwd=folder).returncode)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
