from __future__ import annotations

import errno

import pytest

from workshop_app.services.file_troubles import in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "it does not exist"),
        (errno.EEXIST, "another file is in its place"),
        (errno.EACCES, "it is not allowed"),
        (errno.EROFS, "it is not allowed"),
        (errno.EISDIR, "it is a folder"),
        (errno.ENOTDIR, "its folder is not a folder"),
        (errno.ENOSPC, "there is no room left"),
        (errno.EIO, "the computer did not manage it"),
    ],
)
def test_the_computers_reason_is_said_in_our_words(number: int, words: str) -> None:
    assert in_words(OSError(number, "in the words of the system")) == words
