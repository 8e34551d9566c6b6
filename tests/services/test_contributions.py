from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft, an_organization_draft, at
from tests.services.steps import a_ballot, last_title, somebody
from workshop_app.domain.contribution import (
    Authorship,
    Contribution,
    ContributionDraft,
    ContributionEmptyError,
)
from workshop_app.domain.vocabulary import ContributionKind, OgpValue
from workshop_app.services.attendances import check_in
from workshop_app.services.contributions import (
    TITLE_CHARACTERS,
    AnonymousWithAuthorError,
    AuthorMissingError,
    PutToTheVoteError,
    TranslationMissingError,
    amend_contribution,
    short_title,
    translate,
    write_contribution,
)
from workshop_app.services.people import register_organization
from workshop_app.services.processes import add_theme
from workshop_app.store import ChangedSinceError, RecordMissingError

if TYPE_CHECKING:
    from workshop_app.store import Store


def _draft(session: str | None = None, **changes: object) -> ContributionDraft:
    return a_contribution_draft(session=session, stage=None, **changes)


def _contribution(store: Store, key: str) -> Contribution:
    with store.read() as reader:
        return reader.get(Contribution, key)


def _authors(store: Store, contribution: str) -> list[Authorship]:
    with store.read() as reader:
        found = reader.all(Authorship, contribution=contribution)
    return sorted(found, key=lambda one: one.position)


def test_authors_are_kept_in_order_and_each_once(store: Store) -> None:
    first, second = somebody(store, "Rosa"), somebody(store, "Elmer")

    made = write_contribution(store, _draft(), [second, first, second])

    assert [one.person for one in _authors(store, made)] == [second, first]
    assert last_title(store).startswith("Write down the contribution “Publicar los")


def test_text_is_kept_to_the_last_space(store: Store) -> None:
    text = "  Agua\u00a0limpia…\n\n\tpara todos  "

    made = write_contribution(store, _draft(text=text), [somebody(store, "Rosa")])

    assert _contribution(store, made).text == text


def test_an_empty_contribution_is_refused(store: Store) -> None:
    with pytest.raises(ContributionEmptyError):
        write_contribution(store, _draft(title="", text=" "), [store.operator])


def test_somebody_made_it_or_it_is_an_anonymous_card(store: Store) -> None:
    with pytest.raises(AuthorMissingError):
        write_contribution(store, _draft(), [])
    with pytest.raises(AnonymousWithAuthorError):
        write_contribution(store, _draft(anonymous=True), [store.operator])

    made = write_contribution(store, _draft(anonymous=True), [])

    assert not _authors(store, made)


def test_an_author_must_be_on_record(store: Store) -> None:
    with pytest.raises(RecordMissingError):
        write_contribution(store, _draft(), ["0" * 32])


def test_an_author_speaks_for_the_organization_of_that_session(
    store: Store, session: str
) -> None:
    own, lent = (
        register_organization(store, an_organization_draft(name=name))
        for name in ("La propia", "La prestada")
    )
    rosa, elmer = somebody(store, "Rosa", own), somebody(store, "Elmer", own)
    check_in(store, session, rosa, at(9), organization=lent)

    made = write_contribution(store, _draft(session), [rosa, elmer])

    assert [one.organization for one in _authors(store, made)] == [lent, own]


def test_amending_keeps_authorships_that_stay(store: Store) -> None:
    rosa, elmer, nelly = (somebody(store, name) for name in ("Rosa", "Elmer", "Nelly"))
    made = write_contribution(store, _draft(), [rosa, elmer], "AP-1")

    amend_contribution(
        store, made, _draft(title="Otro título"), [nelly, rosa], reason="Faltaba Nelly"
    )

    assert [one.person for one in _authors(store, made)] == [nelly, rosa]
    assert _contribution(store, made).title == "Otro título"
    assert last_title(store) == "Amend contribution AP-1"


def test_an_amendment_of_what_moved_on_is_refused(store: Store) -> None:
    made = write_contribution(store, _draft(), [store.operator])
    with store.read() as reader:
        seen = reader.seen(Contribution, made)
    amend_contribution(store, made, _draft(text="Nuevo texto."), [store.operator])

    with pytest.raises(ChangedSinceError):
        amend_contribution(
            store, made, _draft(text="Otro."), [store.operator], seen=seen
        )


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Otro texto."},
        {"title": "Otro título"},
        {"contribution_kind": ContributionKind.QUESTION},
    ],
)
def test_what_was_put_to_the_vote_stays(
    store: Store, session: str, change: dict[str, object]
) -> None:
    made = _voted_on(store, session)

    with pytest.raises(PutToTheVoteError) as refusal:
        amend_contribution(store, made, _draft(session, **change), [store.operator])

    assert "AP-1" in refusal.value.message
    assert refusal.value.advice
    assert _contribution(store, made).text == _draft(session).text


def test_the_authors_of_what_was_put_to_the_vote_stay(
    store: Store, session: str
) -> None:
    made = _voted_on(store, session)
    rosa = somebody(store, "Rosa")

    for authors in ([rosa], [store.operator, rosa]):
        with pytest.raises(PutToTheVoteError):
            amend_contribution(store, made, _draft(session), authors)
    with pytest.raises(PutToTheVoteError):
        amend_contribution(store, made, _draft(session, anonymous=True), [])

    assert [one.person for one in _authors(store, made)] == [store.operator]


def test_theme_value_and_translation_may_follow_the_vote(
    store: Store, session: str
) -> None:
    made = _voted_on(store, session)
    later = _draft(
        session,
        theme=add_theme(store, "Agua"),
        ogp_value=OgpValue.ACCESS_TO_INFORMATION,
        translation="Que el agua sea limpia.",
        translator="Rosa",
    )

    amend_contribution(store, made, later, [store.operator])

    assert _contribution(store, made).translation == "Que el agua sea limpia."


def _voted_on(store: Store, session: str) -> str:
    made = write_contribution(store, _draft(session), [store.operator], "AP-1")
    a_ballot(store, session, contribution=made)
    return made


def test_a_translation_stands_beside_the_original_with_its_maker(store: Store) -> None:
    made = write_contribution(
        store, _draft(language="qu", text="Yaku ch’uya kachun."), [store.operator]
    )

    translate(store, made, "Que el agua sea limpia.", " Nelly  Condori ")

    found = _contribution(store, made)
    assert (found.text, found.translation) == (
        "Yaku ch’uya kachun.",
        "Que el agua sea limpia.",
    )
    assert found.translator == "Nelly Condori"


@pytest.mark.parametrize(("text", "translator"), [(" ", "Nelly"), ("Texto", "  ")])
def test_a_translation_without_text_or_maker_is_refused(
    store: Store, text: str, translator: str
) -> None:
    made = write_contribution(store, _draft(), [store.operator])

    with pytest.raises(TranslationMissingError):
        translate(store, made, text, translator)


def test_a_long_text_is_shortened_where_it_stands_for_a_title() -> None:
    short = short_title(ContributionDraft(text="palabra " * 50))

    assert len(short) == TITLE_CHARACTERS
    assert short.endswith("…")
