"""Set everything up and run it, with nothing but Python 3.11 or 3.12 and pip.

python3 run.py              set up, then build the sample process in ./demo
python3 run.py test [...]   set up, then run the tests; arguments go to pytest
python3 run.py ARGS...      set up, then the same as: workshop-app ARGS...

The environment is made in .venv beside this file.  It is made without pip, which a
bare Debian cannot put into it, and filled from outside by the pip that is there.
The second time it is ready at once, until requirements.lock or pyproject.toml change.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
STAMP = ENVIRONMENT / "kuska-set-up"
SUPPORTED = ((3, 11), (3, 12))

COMPILED = (
    "cryptography",
    "lxml.etree",
    "msgspec",
    "pikepdf",
    "psycopg",
    "pypdfium2",
    "rapidfuzz",
    "sqlcipher3",
    "uharfbuzz",
)
"""Libraries with machine code of their own, which may need the system's."""

DEBIAN_PACKAGES = {
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
}
"""Where Debian keeps the system libraries that those ask for."""


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

    Raises:
        SetUpError: A library of the system is missing and cannot be installed here.
    """
    for _ in DEBIAN_PACKAGES:  # each round can only bring out the next one
        said = "\n".join(complaint(name) for name in COMPILED)
        missing = missing_libraries(said)
        if not missing:
            break
        apt_install({DEBIAN_PACKAGES.get(name, name) for name in missing})
    said = "\n".join(filter(None, (complaint(name) for name in COMPILED)))
    if said:
        message = f"A library was installed but does not load here:\n{said}"
        raise SetUpError(message)


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
    if subprocess.run(command, check=False, env=quietly, stdout=2).returncode:
        message = f"That failed. As root: {line}"
        raise SetUpError(message)


def succeeds(command: Sequence[str | Path]) -> bool:
    """Return whether a command ran and ended well, saying nothing."""
    try:
        answer = subprocess.run(command, check=False, capture_output=True)
    except OSError:
        return False
    return answer.returncode == 0


def wanted_command(arguments: list[str]) -> list[str]:
    """Return what to run inside the environment for these arguments."""
    if arguments[:1] == ["test"]:
        return ["-m", "pytest", "--rootdir", str(HERE), *arguments[1:]]
    if not arguments:
        return ["-m", "workshop_app", "demo", "demo", "--no-window"]
    return ["-m", "workshop_app", *arguments]


def main() -> NoReturn:
    """Set up, generate what is generated, run, and leave with its exit status."""
    try:
        set_up()
        python = environment_python()
        subprocess.run([python, HERE / "packaging" / "generate.py"], check=True)
    except SetUpError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    arguments = sys.argv[1:]
    folder = HERE if arguments[:1] == ["test"] else None
    command: list[str | Path] = [python, *wanted_command(arguments)]
    try:
        sys.exit(subprocess.run(command, check=False, cwd=folder).returncode)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
