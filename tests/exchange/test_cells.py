from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest

from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Channel,
    DocumentType,
    Outcome,
    Sex,
    Standing,
    VoteChoice,
)
from workshop_app.exchange import cells, words
from workshop_app.exchange.cells import CellRefusedError, Doubtful
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

VOTE = cells.one_of_or_leave(words.VOTE, VoteChoice.EXCUSED)
ATTENDANCE = cells.one_of_or_leave(words.ATTENDANCE, AttendanceStatus.EXCUSED)

VOCABULARIES: tuple[words.Vocabulary[StrEnum], ...] = (
    words.BLOC,
    words.ORGANIZATION_TYPE,
    words.DOCUMENT_TYPE,
    words.SEX,
    words.STANDING,
    words.ATTENDANCE,
    words.CHANNEL,
    words.VOTE,
    words.OUTCOME,
    words.REASON_CODE,
)


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("SI", VoteChoice.FOR),
        ("Sí", VoteChoice.FOR),
        (" a  favor. ", VoteChoice.FOR),
        ("SI +++", VoteChoice.FOR),
        ("for", VoteChoice.FOR),
        ("NO ---", VoteChoice.AGAINST),
        ("En Contra", VoteChoice.AGAINST),
        ("ABST.", VoteChoice.ABSTAIN),
        ("abstención", VoteChoice.ABSTAIN),
        ("ABSTENCION", VoteChoice.ABSTAIN),
        ("SIN_RESPONDER", VoteChoice.NO_ANSWER),
        ("SINRES", VoteChoice.NO_ANSWER),
        ("no_answer", VoteChoice.NO_ANSWER),
        ("AUS", VoteChoice.ABSENT),
        ("ausente", VoteChoice.ABSENT),
        ("LO", VoteChoice.EXCUSED),
        ("LICENCIA_POR_ENFERMEDAD", VoteChoice.EXCUSED),
        ("licencia por capacitación", VoteChoice.EXCUSED),
    ],
)
def test_votes_are_understood_as_people_write_them(
    word: str, choice: VoteChoice
) -> None:
    assert VOTE(word) is choice


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("PRESENTE", AttendanceStatus.PRESENT),
        ("x", AttendanceStatus.PRESENT),
        ("faltó", AttendanceStatus.ABSENT),
        ("AUSENTE", AttendanceStatus.ABSENT),
        ("LICENCIA_PERSONAL", AttendanceStatus.EXCUSED),
        ("con permiso", AttendanceStatus.EXCUSED),
        ("Invitada", AttendanceStatus.EXPECTED),
    ],
)
def test_attendance_is_understood_as_people_write_it(
    word: str, status: AttendanceStatus
) -> None:
    assert ATTENDANCE(word) is status


@pytest.mark.parametrize(
    ("parse", "word", "meaning"),
    [
        (cells.one_of(words.BLOC), "Estado", Bloc.STATE),
        (cells.one_of(words.BLOC), "civil_society", Bloc.CIVIL_SOCIETY),
        (cells.one_of(words.STANDING), "Sólo voz", Standing.VOICE),
        (cells.one_of(words.DOCUMENT_TYPE), "c.e.", DocumentType.FOREIGNER_CARD),
        (cells.one_of(words.OUTCOME), "Acogida parcialmente", Outcome.ACCEPTED_IN_PART),
        (cells.one_of(words.OUTCOME), "rejected", Outcome.NOT_ACCEPTED),
        (cells.one_of(words.CHANNEL), "Correo electrónico", Channel.EMAIL),
    ],
)
def test_words_of_closed_lists_are_understood(
    parse: Callable[[str], StrEnum], word: str, meaning: StrEnum
) -> None:
    assert parse(word) is meaning


def test_one_word_cannot_mean_two_things() -> None:
    with pytest.raises(ValueError, match="uno"):
        words.vocabulary({Sex.FEMALE: "uno", Sex.MALE: "UNO"})


def test_every_code_word_means_itself() -> None:
    for words_of in VOCABULARIES:
        kind = type(next(iter(words_of.values())))
        for word, spelled in itertools.product(kind, (str.upper, str.lower)):
            assert words_of[words.folded(spelled(word.value))] is word


@pytest.mark.parametrize("spoken", Language)
def test_what_the_screen_says_is_understood_in_a_sheet(spoken: Language) -> None:

    with language(spoken):
        for words_of in VOCABULARIES:
            for meaning in words_of.values():
                assert words_of[words.folded(label(meaning))] is meaning


@pytest.mark.parametrize("word", ["tal vez", "¿?", "PRESENTE"])
def test_what_is_no_vote_is_not_guessed(word: str) -> None:
    with pytest.raises(
        CellRefusedError, match="Write one of: In favour, Against, Abst"
    ):
        VOTE(word)


@pytest.mark.parametrize(
    "written", ["2026-04-20", "20/04/2026", "20-4-26", "20.04.2026", "2026-04-20T09:30"]
)
def test_dates_are_day_first(written: str) -> None:
    assert cells.day(written) == date(2026, 4, 20)


@pytest.mark.parametrize("written", ["31/02/2026", "ayer", "46132", "04/20/2026"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(CellRefusedError, match="is not a date"):
        cells.day(written)


def test_whole_numbers_have_only_digits() -> None:
    assert cells.whole_number(" 12 ") == 12
    for written in ("-1", "1.5", "doce", "٣", "9" * 30):
        with pytest.raises(CellRefusedError):
            cells.whole_number(written)


@pytest.mark.parametrize("written", ["12345678", "123456789", "20123456789"])
def test_a_number_that_identifies_somebody_is_no_code(written: str) -> None:
    given = cells.code(written)

    assert isinstance(given, Doubtful)
    assert given.value is None


@pytest.mark.parametrize("written", ["P-010", "1234", "2026-0001", "BCN-2016-01-3"])
def test_a_label_is_a_code(written: str) -> None:
    assert cells.code(f" {written} ") == written


def test_a_number_that_may_have_lost_its_zero_is_pointed_at() -> None:
    given = cells.document_number("1234567")

    assert isinstance(given, Doubtful)
    assert given.value == "1234567"
    assert cells.document_number(" 12.345.678 ") == "12345678"
    assert cells.document_number("ab 123456") == "AB123456"


def test_m_alone_is_not_guessed_at() -> None:
    given = cells.sex("M")

    assert isinstance(given, Doubtful)
    assert given.value is None
    assert cells.sex("F") is Sex.FEMALE
    assert cells.sex("H") is Sex.MALE


def test_languages_are_known_by_name_and_by_code() -> None:
    assert cells.language("Castellano") == "es"
    assert cells.language("AYMARA") == "ay"
    assert cells.language("Cni") == "cni"
    assert cells.language("YAD") == "yad"
    assert isinstance(cells.language("klingon"), Doubtful)


def test_what_cannot_be_an_address_is_kept_and_pointed_at() -> None:
    given = cells.email("rosa arroba example")

    assert isinstance(given, Doubtful)
    assert given.value == "rosa arroba example"
    assert cells.email(" rosa@example.org ") == "rosa@example.org"


def test_nul_is_refused() -> None:
    with pytest.raises(CellRefusedError, match="NUL"):
        cells.text("a\0b")
