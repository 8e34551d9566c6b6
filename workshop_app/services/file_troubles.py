"""What the computer says when a file cannot be read or written, in our words.

Its own sentences come in the language of the system, whatever the reader chose.
"""

from __future__ import annotations

import errno

from workshop_app.i18n import tr


def in_words(error: OSError) -> str:
    """Return why, as it stands between brackets in a sentence about the file."""
    forbidden, full = tr("it is not allowed"), tr("there is no room left")
    reasons: dict[int | None, str] = {
        errno.ENOENT: tr("it does not exist"),
        errno.EEXIST: tr("another file is in its place"),
        errno.EACCES: forbidden,
        errno.EPERM: forbidden,
        errno.EROFS: forbidden,
        errno.EISDIR: tr("it is a folder"),
        errno.ENOTDIR: tr("its folder is not a folder"),
        errno.ENOSPC: full,
        errno.EDQUOT: full,
    }
    return reasons.get(error.errno, tr("the computer did not manage it"))
