from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app.services.delivery import (
    OutputUnwritableError,
    SignedFileInTheWayError,
    Tray,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    first, second = tmp_path / "cartas" / "1.pdf", tmp_path / "cartas" / "2.pdf"

    with Tray() as tray:
        tray.put(first, b"uno")
        tray.put(second, b"dos")
        waiting = first.exists() or second.exists()
        tray.deliver()

    assert not waiting
    assert (first.read_bytes(), second.read_bytes()) == (b"uno", b"dos")
    assert sorted(first.parent.iterdir()) == [first, second]


def test_what_is_not_delivered_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"antes")

    def interrupted() -> None:
        with Tray() as tray:
            tray.put(path, b"ahora")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"antes"


def test_a_signed_paper_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF /ByteRange [0 1 2 3]")

    with Tray() as tray:
        with pytest.raises(SignedFileInTheWayError):
            tray.put(path, b"sin firmas")
        tray.put(path, b"con otra firma", over_signed=True)
        tray.deliver()

    assert path.read_bytes() == b"con otra firma"


def test_the_same_content_may_be_written_again(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"/ByteRange")

    with Tray() as tray:
        tray.put(path, b"/ByteRange")
        tray.deliver()

    assert path.read_bytes() == b"/ByteRange"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(b"")

    with Tray() as tray, pytest.raises(OutputUnwritableError):
        tray.put(tmp_path / "archivo" / "acta.pdf", b"uno")


def test_a_name_that_cannot_be_given_is_said(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"

    with Tray() as tray:
        tray.put(path, b"uno")
        path.mkdir()
        (path / "algo").write_bytes(b"")
        with pytest.raises(OutputUnwritableError) as refusal:
            tray.deliver()

    assert refusal.value.path == path
    assert [one.name for one in tmp_path.iterdir()] == ["acta.pdf"]
