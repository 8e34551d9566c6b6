"""Taking pictures, keeping them small, and telling two of them apart."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.gui.pictures.camera import Camera, Looks, developed, settle
from tests.gui.pictures.scenes import SCENES, Scene
from tests.gui.pictures.states import Shelf
from workshop_app.gui.pages import PAGES
from workshop_app.gui.start import make_application
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLACE = Path("/tmp/Kuska")  # noqa: S108 locked while it is used
"""Where the processes are that are pictured: some pages say it."""

COLOURS = 256
"""As many as a page needs: with 64 a green chip and an orange sign turn grey."""

NEAR = 24
"""Differences of a channel up to this come from choosing the colours, not the page."""

GUIDE = tuple(
    Looks(spoken=spoken, dark=dark) for spoken in Language for dark in (False, True)
)
"""How the pictures of the guide are taken."""


def application() -> QApplication:
    """Return the application, drawn in memory; make it if there is none."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    return make_application([])


def take(looks: Looks, scenes: Iterable[Scene]) -> Iterator[tuple[Scene, QImage]]:
    """Yield the pictures of scenes, one after another."""
    with TemporaryDirectory(prefix="kuska-") as folder, _alone():
        camera = Camera(application(), Shelf(Path(folder)), PLACE)
        for scene in scenes:
            with camera.window(looks, scene.state) as (window, context):
                if scene.page:
                    window.go(scene.page)
                    settle(context)
                if scene.act is not None:
                    scene.act(window, context)
                    settle(context)
                yield scene, developed(window)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until nobody else takes pictures, and leave nothing behind."""
    with PLACE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            shutil.rmtree(PLACE, ignore_errors=True)


def file_of(scene: Scene, looks: Looks) -> str:
    """Return the name of the file of a picture."""
    return f"{scene.name}-{looks.tag}.png"


def small(picture: QImage) -> Image.Image:
    """Return a picture in few colours, the same on every run."""
    bits = picture.convertToFormat(QImage.Format.Format_RGB888)
    full = Image.frombuffer(
        "RGB",
        (bits.width(), bits.height()),
        bytes(bits.constBits()),
        "raw",
        "RGB",
        bits.bytesPerLine(),
        1,
    )
    return full.quantize(COLOURS, dither=Image.Dither.NONE)


def packed(picture: Image.Image) -> bytes:
    """Return the PNG of a picture, as short as it gets."""
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def differing(one: Image.Image, other: Image.Image) -> float:
    """Return which share of the pixels of two pictures differs to the eye."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    counts = most.histogram()
    return sum(counts[NEAR + 1 :]) / (one.size[0] * one.size[1])


def other_scenes(state: str) -> Iterator[Scene]:
    """Yield every page in a state that the guide does not show."""
    for page in PAGES:
        yield Scene(name=f"{page.name}-{state}", page=page.name, state=state)


def guide_scenes(named: Iterable[str]) -> list[Scene]:
    """Return the scenes with some names, or all of them."""
    wanted = set(named)
    return [one for one in SCENES if not wanted or one.name in wanted]
