"""Pages of a paper for the screen: their sizes, their pictures and their words.

The window may not know how papers are made, so it asks here.
"""

from __future__ import annotations

from workshop_app.documents.preview import (
    NoSuchPageError,
    PageSize,
    Picture,
    UnshowablePdfError,
    page_count,
    page_picture,
    page_sizes,
    page_text,
)

__all__ = [
    "NoSuchPageError",
    "PageSize",
    "Picture",
    "UnshowablePdfError",
    "page_count",
    "page_picture",
    "page_sizes",
    "page_text",
]
