from __future__ import annotations

import pytest

from workshop_app.i18n import Language, language
from workshop_app.services.deeds import (
    IMPORTS,
    LASTING,
    REVERTING,
    DeedCode,
    deed_title,
)
from workshop_app.services.progress import NO_PROGRESS


@pytest.mark.parametrize("code", DeedCode)
def test_every_deed_can_be_said_even_when_its_arguments_are_erased(
    code: DeedCode,
) -> None:
    assert deed_title(code, {})


def test_a_deed_says_whom_it_was_done_to() -> None:
    said = deed_title(DeedCode.CHECK_IN, {"name": "Rosa", "code": "S-1"})

    assert said == "Check Rosa in at session S-1"


def test_an_erased_argument_reads_as_dots() -> None:
    assert deed_title(DeedCode.REGISTER_PERSON, {}) == "Register …"


def test_an_undoing_says_what_it_undid() -> None:
    arguments = {"what": "register_person", "name": "Rosa"}

    assert deed_title(DeedCode.UNDO, arguments) == "Undo: Register Rosa"


def test_a_deed_of_a_newer_program_is_named_as_it_is() -> None:
    assert deed_title("fly_to_the_moon", {}) == "Another action (fly_to_the_moon)"


def test_a_deed_is_said_in_the_language_of_the_moment() -> None:
    with language(Language.SPANISH):
        spanish = deed_title(DeedCode.SET_AGENDA, {"code": "S-1"})

    assert "S-1" in spanish


def test_the_groups_of_deeds_do_not_overlap() -> None:
    assert not IMPORTS & LASTING
    assert not IMPORTS & REVERTING
    assert not LASTING & REVERTING


def test_unwatched_work_goes_on() -> None:
    for done in range(3):
        NO_PROGRESS.at(done, 3)
