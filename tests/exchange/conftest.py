from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def sentences_in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield
