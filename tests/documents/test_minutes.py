"""The minutes say everything that was done, and nothing that was not."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.builders import CHAIR, at
from tests.content_builders import (
    a_ballot_content,
    a_contribution_line,
    a_reference,
    attendees,
    ballot_contents,
    minutes_content,
    session_facts,
)
from tests.documents.reading import Element, page_words, structure
from workshop_app.documents import codes
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.documents.signing import signature_fields
from workshop_app.domain.content import (
    BlocNumbers,
    Composition,
    InductionContent,
    MinutesContent,
    QuorumContent,
    Signer,
    VoteNumbers,
)
from workshop_app.domain.content_of_ballots import (
    CastingLine,
    CriterionLine,
    OptionLine,
    RecusalLine,
    SecretLine,
)
from workshop_app.domain.majorities import BY_BLOC
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Outcome,
    Quorum,
    TableOutcome,
)
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.documents.paper import Paper

POINTS = {"state": 6, "civil_society": 3}
LONG = "Que los análisis de agua del lago se publiquen cada mes. " * 300


def paper(content: MinutesContent | None = None) -> Paper:
    return minutes_pdf(content or minutes_content(), language=Language.ENGLISH)


def read(content: MinutesContent | None = None) -> Element:
    return structure(paper(content).pdf)


def heard(element: Element) -> str:
    return " ".join(element.said.replace("\u00ad", "").split())


def table(tree: Element, head: str) -> Element:
    return next(one for one in tree.all("Table") if head in one.said)


def rows(found: Element) -> list[list[str]]:
    return [
        [heard(cell) for cell in row.kids] for row in found.all("TBody")[0].all("TR")
    ]


def test_the_sections_stand_in_their_order() -> None:
    tree = read()

    assert [heard(one) for one in tree.all("H2")] == [
        "1. Participation",
        "2. Agenda",
        "3. Proceedings",
        "4. Agreements and votes",
        "5. Dissents and reservations",
        "6. Contributions and decisions",
        "7. Closing and signature",
        "Annex A. Attendance",
    ]


def test_place_time_and_chairs_stand_at_the_head() -> None:
    facts = table(read(), "Modality")

    cells = [heard(one) for one in facts.walk() if one.tag in {"TH", "TD"}]
    said = dict(zip(cells[::2], cells[1::2], strict=True))
    assert said["Date"] == "Monday, April 20, 2026"
    assert said["Time"] == "09:12 to 13:30 (Peru time)"
    assert said["Place"].endswith("UBIGEO 210101 (INEI)")
    assert said["Co-chair (civil society)"] == CHAIR
    assert said["Languages"] == "Spanish, Quechua"
    assert said["Convocation"] == "Oficio Múltiple 012-2026, 01/04/2026, 19 days before"


def test_a_session_without_date_or_place_says_so() -> None:
    bare = session_facts(
        held_on=None,
        opened_at=None,
        closed_at=None,
        venue="",
        place_name="",
        place="",
        convocation_reference="",
        convened_on=None,
        notice_days=None,
        languages=("xx",),
    )

    facts = heard(table(read(minutes_content(session=bare)), "Modality"))

    assert "Date Not recorded" in facts
    assert "Time Not recorded" in facts
    assert "Place Not recorded" in facts
    assert "Convocation" not in facts
    assert "Languages xx" in facts


def test_a_session_that_has_not_closed_shows_when_it_opened() -> None:
    tree = read(minutes_content(session=session_facts(closed_at=None)))

    assert "09:12 to ?" in heard(tree)


def test_the_figures_say_every_number_in_words() -> None:
    figures = [one.alt for one in read().all("Figure")]

    assert figures[0] == (
        "Present when it opened: 34 people. State: 16; Civil society: 15; Other bloc: 3"
    )
    assert "With a vote when it closed: 28 people" in figures[2]
    assert "One dot for each person with a vote" in figures[3]


@pytest.mark.parametrize(
    ("quorum", "sentence"),
    [
        (
            QuorumContent(
                rule=Quorum.HALF_PLUS_ONE, entitled=38, present=32, needed=20, met=True
            ),
            "20 of 38 entitled were needed and 32 were present; there was quorum.",
        ),
        (
            QuorumContent(
                rule=Quorum.ONE_THIRD,
                entitled=38,
                present=14,
                needed=13,
                met=True,
                second_call=True,
            ),
            "14 were present at the second call; there was quorum.",
        ),
        (
            QuorumContent(
                rule=Quorum.HALF_PLUS_ONE, entitled=38, present=12, needed=20, met=False
            ),
            "12 were present; there was no quorum.",
        ),
        (
            QuorumContent(
                rule=Quorum.NONE, entitled=38, present=12, needed=0, met=True
            ),
            "No quorum was needed.",
        ),
    ],
)
def test_the_quorum_is_spelled_out(quorum: QuorumContent, sentence: str) -> None:
    assert sentence in heard(read(minutes_content(quorum=quorum)))


def test_each_ballot_stands_with_its_votes_by_bloc_its_rule_and_its_result() -> None:
    ballots = rows(table(read(), "Put to the vote"))

    first, second, third = ballots
    assert first[2:5] == ["7 · 6 · 3 of 16", "13 · 2 · 0 of 15", "0 · 0 · 1 of 1"]
    assert first[5:] == ["20 F · 8 A · 4 Ab", "Approved"]
    assert "simple majority · quorum reached" in first[1]
    assert second[-1] == "Tied"
    assert third[2:5] == ["— of 16", "— of 15", "— of 1"]
    assert third[5:] == ["Majority, not counted", "Not counted"]


@pytest.mark.parametrize(
    ("announced", "outcome", "words"),
    [
        (
            True,
            TableOutcome.NOT_COUNTED,
            "Majority, not counted; announced as approved",
        ),
        (False, TableOutcome.NOT_DOCUMENTED, "Not documented; announced as rejected"),
        (None, TableOutcome.NOT_DOCUMENTED, "Not documented"),
    ],
)
def test_what_nobody_counted_says_what_was_announced_if_anybody_knows(
    outcome: TableOutcome, words: str, *, announced: bool | None
) -> None:
    ballot = a_ballot_content(
        totals=None, votes={}, outcome=outcome, announced=announced
    )

    [row] = rows(table(read(minutes_content(ballots=(ballot,))), "Put to the vote"))

    assert row[-2] == words


def test_only_an_absolute_majority_says_how_many_it_takes() -> None:
    ballot = a_ballot_content(majority=Majority.ABSOLUTE, needed_for=20)

    said = heard(read(minutes_content(ballots=(ballot,))))

    assert "absolute majority: 20 in favour needed · quorum reached" in said


def test_a_share_of_those_in_the_room_says_how_many_it_takes() -> None:
    ballots = [
        a_ballot_content(majority=majority, needed_for=None if each else 20)
        for majority in Majority
        for each in [majority in BY_BLOC]
    ]

    said = heard(read(minutes_content(ballots=tuple(ballots))))

    assert "absolute majority of all entitled: 20 in favour needed" in said
    assert "two thirds of those with a vote in the room: 20 in favour needed" in said
    assert "three quarters of those with a vote in the room: 20 in favour" in said
    assert "majority in the State and in civil society, each by itself ·" in said
    assert "majority in each bloc by itself ·" in said


def test_options_stand_by_their_points_with_those_of_each_bloc() -> None:
    lines = [
        OptionLine(rank=1, text="Agua limpia", points=9, by_bloc=POINTS, chosen=True),
        OptionLine(rank=2, text="<b>Posta</b>", points=4, by_bloc={}, chosen=None),
    ]
    ballot = a_ballot_content(method=Method.DOTS, options=tuple(lines), totals=None)

    tree = read(minutes_content(ballots=(ballot,)))

    found = rows(table(tree, "Option"))
    assert found[0] == ["1", "Agua limpia", "9", "6", "3", "0", "Yes"]
    assert found[1] == ["2", "<b>Posta</b>", "4", "0", "0", "0", "—"]
    assert "ranked by points · quorum reached" in heard(tree)
    assert "a tie across the line, which the table did not break" in heard(tree)


def test_a_matrix_stands_with_its_criteria_their_weights_and_every_score() -> None:
    criteria = tuple(
        CriterionLine(title=f"Criterio {n}", weight=n, scale=5) for n in range(1, 8)
    )
    option = OptionLine(
        rank=1,
        text="Agua",
        points=84,
        by_bloc=POINTS,
        chosen=None,
        scores=tuple(range(7, 0, -1)),
    )
    ballot = a_ballot_content(
        method=Method.CRITERIA, options=(option,), criteria=criteria
    )

    tree = read(minutes_content(ballots=(ballot,)))

    first, second = (one for one in tree.all("Table") if "Criterio" in heard(one))
    assert "Criterio 5 (0–5) × 5" in heard(first)
    assert rows(first) == [["Agua", "7", "6", "5", "4", "3"]]
    assert rows(second) == [["Agua", "2", "1"]]


def test_sums_on_paper_tell_of_no_bloc() -> None:
    option = OptionLine(rank=1, text="Agua", points=9, by_bloc=None, chosen=None)
    ballot = a_ballot_content(method=Method.DOTS, options=(option,))

    ranked = table(read(minutes_content(ballots=(ballot,))), "Rank")

    assert rows(ranked) == [["1", "Agua", "9", "—", "—", "—"]]


def test_options_that_nothing_was_reduced_to_are_only_ranked() -> None:
    line = OptionLine(rank=1, text="Agua", points=9, by_bloc=POINTS, chosen=None)
    ballot = a_ballot_content(method=Method.POINTS, options=(line,), totals=None)

    tree = read(minutes_content(ballots=(ballot,)))

    assert rows(table(tree, "Option"))[0] == [*("1", "Agua", "9", "6", "3", "0")]


def test_who_was_called_and_gave_no_vote_is_counted_too() -> None:
    ballot = a_ballot_content()
    assert ballot.totals is not None
    silent = replace(
        ballot, totals=replace(ballot.totals, no_answer=2, absent=5, excused=3)
    )

    tree = read(minutes_content(ballots=(silent,)))

    assert "2 gave no answer · 5 were away · 3 excused" in heard(tree)


def test_a_third_bloc_that_could_not_vote_and_did_not_takes_no_column() -> None:
    ballot = a_ballot_content(
        present=BlocNumbers(state=1, civil_society=1, other=4),
        votes={},
        quorum=Quorum.NONE,
        opened_at=None,
    )

    tree = read(minutes_content(ballots=(ballot,)))

    assert "Other bloc F" not in heard(table(tree, "Put to the vote"))
    assert "quorum" not in heard(table(tree, "Put to the vote"))


def test_a_third_bloc_that_could_vote_has_its_column() -> None:
    ballot = a_ballot_content(votes={}, entitled=BlocNumbers(other=1))

    tree = read(minutes_content(ballots=(ballot,)))

    assert "Other bloc F" in heard(table(tree, "Put to the vote"))


def test_votes_are_numbered_in_their_order_and_a_code_typed_in_is_kept() -> None:
    codes_held = ("V-tumikalo-12", "MT-02-V3", "V-tumikalo-14")
    ballots = tuple(a_ballot_content(code=code) for code in codes_held)

    found = rows(table(read(minutes_content(ballots=ballots)), "Put to the vote"))

    assert [row[0] for row in found] == ["1", "MT-02-V3", "3"]
    assert "V-tumikalo-14" in found[2][1]


def test_a_ballot_typed_in_from_paper_says_by_whom() -> None:
    ballot = a_ballot_content(transcribed_by="Julián Pinedo Shuña")

    said = heard(read(minutes_content(ballots=(ballot,))))

    assert "transcribed from paper by Julián Pinedo Shuña" in said


@pytest.mark.parametrize(
    ("minutes", "material", "sentence"),
    [
        (
            20,
            "Guía de gobierno abierto",
            "20/04/2026 08:40 · 20 minutes · 12 people attended · Guía",
        ),
        (0, "", "20/04/2026 08:40 · 12 people attended"),
    ],
)
def test_an_induction_stands_among_the_key_facts(
    minutes: int, material: str, sentence: str
) -> None:
    held = InductionContent(
        happened_at=at(8, 40), minutes=minutes, material=material, people=12
    )

    facts = table(read(minutes_content(induction=held)), "Induction")

    assert sentence in heard(facts)


def test_a_ballot_without_its_quorum_says_so() -> None:
    ballot = a_ballot_content(quorum_met=False, outcome=TableOutcome.NO_QUORUM)

    assert "quorum not reached" in heard(read(minutes_content(ballots=(ballot,))))


def test_votes_that_computers_disagree_on_stand_beside_the_result() -> None:
    ballot = a_ballot_content(
        disputed=("Ana Mamani", "Fidel Ñaupari"), disputed_blocs=(Bloc.STATE,)
    )

    said = heard(read(minutes_content(ballots=(ballot,))))

    assert "Differing record, beside the count: Ana Mamani, Fidel Ñaupari." in said
    assert "Differing record, beside the count: bloc State." in said


def test_every_vote_of_a_roll_call_is_printed_with_its_name() -> None:
    roll = read().all("Table")[2]

    assert rows(roll) == [
        [
            "1",
            "Fidel Ñaupari Ramos",
            "Gobierno Regional del Altiplano",
            "State",
            "Against",
        ],
        [
            "2",
            CHAIR,
            "Federación de Comunidades del Lago Titicaca",
            "Civil society",
            "In favour",
        ],
    ]


def test_reasons_stand_under_the_roll_call_of_who_gave_one() -> None:
    tree = read()

    assert "Reasons given: V-2" in [heard(one) for one in tree.all("H3")]
    assert "• Fidel Ñaupari Ramos (against): “Ya se pidió en marzo.”" in [
        heard(one) for one in tree.all("LI")
    ]


def test_a_consensus_says_by_name_who_objected_and_on_what_ground() -> None:
    sought = replace(ballot_contents()[1], method=Method.CONSENSUS)

    tree = read(minutes_content(ballots=(sought,)))

    assert "approved if nobody objects" in heard(tree)
    assert "F consents, A objects and Ab stands aside" in heard(tree)
    assert [row[-1] for row in rows(table(tree, "Organization"))] == [
        "Objects",
        "Consents",
    ]
    assert "• Fidel Ñaupari Ramos (objects): “Ya se pidió en marzo.”" in [
        heard(one) for one in tree.all("LI")
    ]


@pytest.mark.parametrize(
    ("secret", "totals", "told", "untold"),
    [
        (
            SecretLine(apart=False, papers=9, spoiled=2),
            VoteNumbers(votes_for=5, votes_against=2),
            [
                "nobody's vote",
                "what each bloc wanted is not known",
                "9 papers were counted",
                "2 of them could not be read",
                "Who put a paper in was not noted",
            ],
            "All said the same",
        ),
        (
            SecretLine(apart=True, papers=6, spoiled=0, voters=("Ana", "Luz")),
            VoteNumbers(votes_for=6),
            [
                "Each bloc had an urn of its own",
                "All said the same",
                "A paper was put in by: Ana, Luz.",
            ],
            "could not be read",
        ),
        (
            SecretLine(apart=True, papers=0, spoiled=0),
            None,
            ["0 papers were counted"],
            "All said the same",
        ),
    ],
)
def test_a_secret_ballot_says_what_is_known_of_it_and_what_is_not(
    secret: SecretLine, totals: VoteNumbers | None, told: list[str], untold: str
) -> None:
    ballot = a_ballot_content(
        method=Method.SECRET, secret=secret, totals=totals, votes={}
    )

    said = heard(read(minutes_content(ballots=(ballot,))))

    assert [one for one in told if one not in said] == []
    assert untold not in said


def test_who_kept_out_and_the_word_of_the_chair_stand_under_the_votes() -> None:
    ballot = a_ballot_content(
        recusals=(
            RecusalLine(
                name="Luz Paredes",
                organization="Consorcio Sur",
                bloc=Bloc.OTHER,
                ground="Se presenta al concurso.",
            ),
        ),
        casting=CastingLine(
            name=CHAIR,
            choice="for",
            reason="Hay presupuesto.",
            happened_at=at(11, 5),
        ),
    )

    tree = read(minutes_content(ballots=(ballot,)))

    listed = [heard(one) for one in tree.all("LI")]
    assert (
        "• Luz Paredes, Consorcio Sur, Other bloc: “Se presenta al concurso.”" in listed
    )
    assert f"• 11:05, {CHAIR} (in favour): “Hay presupuesto.”" in listed
    assert "tied: decided by the chair" in heard(tree)


def test_a_roll_call_without_reasons_has_no_list_of_them() -> None:
    ballot = ballot_contents()[1]
    silent = tuple(replace(vote, reason="") for vote in ballot.roll)

    tree = read(minutes_content(ballots=(replace(ballot, roll=silent),)))

    assert "Votes by name" in heard(tree)
    assert "Reasons given" not in heard(tree)


def test_a_roll_call_of_130_takes_three_pages_at_most() -> None:
    ballot = ballot_contents()[1]
    names = tuple(
        replace(ballot.roll[n % 2], name=f"Persona de prueba {n:03}", reason="")
        for n in range(130)
    )

    made = paper(minutes_content(ballots=(replace(ballot, roll=names),)))

    named = [page for page in page_words(made.pdf) if "Persona de prueba" in page]
    assert len(named) <= 3


def test_minutes_made_before_any_decision_show_the_votes_and_what_follows() -> None:
    lines = tuple(
        a_contribution_line(code=f"A-{n}", outcome=None, reason_code=None)
        for n in range(20)
    )

    tree = read(minutes_content(contributions=lines))

    said = heard(tree)
    shown = rows(table(tree, "Vote of the table"))
    assert len(shown) == 20
    assert {len(row) for row in shown} == {2}
    assert shown[0][1] == "Approved"
    assert "6. Contributions" in [heard(one) for one in tree.all("H2")]
    assert "it answers each contributor by letter, with its reasons." in said
    for never in ("Not answered yet", "No decision has been", "stands in section 6"):
        assert never not in said


@pytest.mark.slow  # draws dozens of minutes
def test_a_heading_and_the_first_row_of_its_table_stand_on_one_page() -> None:
    for lines in range(1, 40, 3):
        typed = "\n\n".join(["Se debatió."] * lines)

        pages = page_words(paper(minutes_content(proceedings=typed)).pdf)

        for heading, row in (
            ("4. Agreements and votes", "¿Se adopta la propuesta"),
            ("Votes by name: V-2", "Gobierno Regional del Altiplano"),
            ("6. Contributions and decisions", "A-1 · Proposal"),
        ):
            page = next(page for page in pages if heading in page)
            assert row in page.partition(heading)[2]


def test_a_first_row_taller_than_a_page_does_not_leave_a_page_empty() -> None:
    ballot = a_ballot_content(question="¿Se adopta? " * 900)

    made = paper(minutes_content(ballots=(ballot,), proceedings="Sí.\n\n" * 12))

    assert all(len(page.split()) > 60 for page in page_words(made.pdf)[:-2])


def test_dissents_stand_word_for_word_and_corrections_beside_them() -> None:
    items = [heard(one) for one in read().all("LI")]

    assert (
        "• V-1. Fidel Ñaupari Ramos, Gobierno Regional del Altiplano, State: "
        "“No hay laboratorio acreditado en la región.”"
    ) in items
    assert (
        "• V-1. 20/04/2026 11:40, Julián Pinedo Shuña: La hora de apertura fue 11:02."
    ) in items


def test_the_vote_of_the_table_and_the_decision_stand_side_by_side() -> None:
    decided, open_one = rows(table(read(), "Vote of the table"))

    assert decided[1] == "Approved"
    assert decided[2] == "Accepted in part Autoridad Nacional del Agua, 04/05/2026"
    assert decided[3].startswith("No budget or time. Se publicarán cada trimestre")
    assert decided[3].endswith("Reflected in: Compromiso 4")
    assert open_one[1:] == [
        "Not put to the vote",
        "Not answered yet",
        "No decision has been recorded.",
    ]


def test_a_text_in_another_language_stands_with_its_translation() -> None:
    tree = read()

    quechua = [one for one in tree.all("P") if one.lang == "qu"]
    assert [heard(one) for one in quechua] == ["“Yakuqa kawsaymi.”"]
    said = heard(table(tree, "Vote of the table"))
    assert "Translated from Quechua by Nelly Condori Mamani: “El agua es vida.”" in said
    assert "Anonymous" in said
    assert "Typed in from paper by Julián Pinedo Shuña." in said


def test_in_another_edition_what_people_said_keeps_its_language() -> None:
    spoken = {heard(one): one.lang for one in read().walk() if one.lang}

    assert spoken["Se debatieron veinte aportes."] == "es"
    assert spoken["¿Se adopta la propuesta A-tumikalo-1?"] == "es"


def test_decisions_are_counted_and_so_is_what_has_none() -> None:
    lines = tuple(
        a_contribution_line(code=f"A-{n}", outcome=outcome)
        for n, outcome in enumerate([*Outcome, None, None])
    )

    said = heard(read(minutes_content(contributions=lines)))

    assert "Received: 10 contributions. Accepted: 1; Accepted in part: 1;" in said
    assert "Withdrawn: 1; Not answered yet: 2." in said


def test_a_decision_without_a_reason_is_shown_to_lack_it() -> None:
    line = a_contribution_line(reason_code=None, reason_text="", decided_on=None)

    assert "No reason has been recorded." in heard(
        read(minutes_content(contributions=(line,)))
    )


@pytest.mark.parametrize(
    ("where", "cell"),
    [("", "Accepted as proposed."), ("Compromiso 4", "Reflected in: Compromiso 4")],
)
def test_a_proposal_taken_whole_needs_no_reason(where: str, cell: str) -> None:
    line = a_contribution_line(
        outcome=Outcome.ACCEPTED,
        reason_code=None,
        reason_text="",
        where_reflected=where,
    )

    (row,) = rows(
        table(read(minutes_content(contributions=(line,))), "Vote of the table")
    )

    assert row[-1] == cell


def test_a_long_text_begins_in_the_table_and_stands_whole_in_the_annex() -> None:
    line = a_contribution_line(
        text=LONG, reason_text=LONG, translation=LONG, language="qu", translator=""
    )

    tree = read(minutes_content(contributions=(line,)))

    decisions = heard(table(tree, "Vote of the table"))
    assert len(decisions) < 1500
    assert "The whole text stands in the annex of texts." in decisions
    assert "The whole reason stands in the annex of texts." in decisions
    assert [heard(one) for one in tree.all("H2")][
        -1
    ] == "Annex B. Texts of contributions"
    assert heard(tree).count(LONG.strip()) == 3
    assert "Translated from Quechua:" in heard(tree)


def test_what_is_empty_says_so_in_a_sentence() -> None:
    empty = minutes_content(
        agenda=(),
        opening="",
        proceedings=" \n\n ",
        closing="",
        ballots=(),
        contributions=(),
        attendees=(),
        signers=(),
    )

    said = heard(read(empty))

    for sentence in (
        "The session had no agenda on record.",
        "Nothing was recorded about the opening.",
        "Nothing was recorded about the deliberation.",
        "Nothing was put to the vote.",
        "No dissent was recorded.",
        "No contributions were received.",
        "nobody is named to sign them.",
        "Nobody is on the attendance list.",
    ):
        assert sentence in said


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [
        (None, "The session has not been opened yet."),
        (at(13, 30), "When the session opened is not recorded."),
    ],
)
def test_a_session_that_never_opened_counts_nobody(
    closed: datetime | None, sentence: str
) -> None:
    content = minutes_content(
        session=session_facts(opened_at=None, closed_at=closed),
        at_opening=Composition(moment=None, heads=BlocNumbers(), voting=BlocNumbers()),
    )

    tree = read(content)

    assert sentence in heard(tree)
    assert "Present when" not in heard(tree)
    assert "quorum (" not in heard(tree).lower()
    assert not any("Present when" in one.alt for one in tree.all("Figure"))


def test_minutes_nobody_signs_do_not_speak_of_who_does() -> None:
    said = heard(read(minutes_content(signers=())))

    assert "The minutes were read; nobody is named to sign them." in said
    assert "named below" not in said


def test_a_session_nobody_could_vote_in_has_no_half_round() -> None:
    content = minutes_content()
    nobody = replace(content.at_opening, voting=BlocNumbers())

    tree = read(replace(content, at_opening=nobody))

    assert not any("One dot" in one.alt for one in tree.all("Figure"))


def test_a_session_that_never_closed_shows_no_composition_at_closing() -> None:
    content = minutes_content()
    unclosed = replace(content.at_closing, moment=None)

    tree = read(replace(content, at_closing=unclosed))

    assert not any("closed" in one.alt for one in tree.all("Figure"))


def test_each_signer_has_a_field_with_name_and_role() -> None:
    made = paper()

    fields = signature_fields(made.pdf)
    assert [one.name for one in fields] == [
        one.field for one in minutes_content().signers
    ]
    assert "Co-chair for civil society" in fields[2].label


def test_more_signers_than_fit_a_row_go_on_below() -> None:
    many = tuple(
        Signer(field=f"signer_{n}", name=f"Persona {n}", role="tesorera")
        for n in range(7)
    )

    made = paper(minutes_content(signers=many))

    assert len(signature_fields(made.pdf)) == 7
    assert heard(structure(made.pdf)).count("tesorera") == 7


def test_a_draft_has_nothing_to_sign_and_says_what_it_is() -> None:
    made = paper(minutes_content(reference=a_reference(draft=True)))

    assert signature_fields(made.pdf) == ()
    assert "This is a draft: it is not signed" in heard(structure(made.pdf))
    assert all("Draft v1" in words for words in page_words(made.pdf))


@pytest.mark.slow  # draws dozens of minutes
def test_signatures_never_stand_on_a_page_of_their_own() -> None:
    for count in range(1, 14):
        lines = tuple(a_contribution_line(code=f"A-{n}") for n in range(count))
        made = paper(minutes_content(contributions=lines))

        page = next(p for p in page_words(made.pdf) if "How to check" in p)
        assert "Se leyó el acta en voz alta" in page


def test_long_closing_words_may_begin_on_the_page_before() -> None:
    made = paper(minutes_content(closing=LONG))

    assert heard(structure(made.pdf)).count(LONG.strip()) == 1


def test_everybody_on_the_list_is_in_the_annex_once() -> None:
    crowd = tuple(
        replace(attendees()[n % 3], number=n + 1, name=f"Persona de prueba {n:03}")
        for n in range(130)
    )

    annex = table(read(minutes_content(attendees=crowd)), "Standing")

    assert [row[1] for row in rows(annex)] == [one.name for one in crowd]
    assert rows(annex)[0][-1] == "from 08:50"
    assert rows(annex)[1][-1] == "09:05 to 12:15"
    assert rows(annex)[2][2:] == [
        "—",
        "Other bloc",
        "Observer",
        "—",
        "Excused",
    ]


@pytest.mark.slow  # draws dozens of minutes
def test_no_row_of_a_long_list_stands_alone_on_the_last_page() -> None:
    person = replace(attendees()[0], name="Persona", organization="Red", position="")
    broken = 0
    for count in range(36, 49):
        crowd = tuple(replace(person, number=n + 1) for n in range(count))
        made = paper(minutes_content(attendees=crowd))

        on_page = [page.count("Persona") for page in page_words(made.pdf)]
        heads = [page.count("Standing") for page in page_words(made.pdf)]
        listed = [count for count in on_page if count]
        assert sum(listed) == count
        assert listed[-1] >= 2
        assert max(heads) == 1
        broken += len(listed) - 1
    assert 0 < broken < 13


def test_the_record_inside_is_the_content_and_its_code_is_on_every_page() -> None:
    made = paper()

    assert made.record == codes.canonical(minutes_content())
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        attached = pdf.attachments["registro.json"].get_file().read_bytes()
        assert attached == made.record
        assert pdf.Root.AF[0].AFRelationship == "/Source"
    assert all(made.code in words for words in page_words(made.pdf))
    assert made.code == codes.code_of(made.record)


def test_characters_no_font_has_are_counted() -> None:
    made = paper(minutes_content(opening="Río 😀 Rímac 中"))

    assert made.replaced == 2


def test_both_languages_are_made_of_the_same_record() -> None:
    content = minutes_content(ballots=ballot_contents()[:1])

    made = paper(content)

    assert structure(made.pdf).lang == ""
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]).startswith("Minutes of the session: Mesa")


def test_the_spanish_edition_speaks_the_words_agreed_on() -> None:
    made = minutes_pdf(minutes_content(), language=Language.SPANISH)

    tree = structure(made.pdf)
    said = heard(tree)
    assert heard(tree.all("H2")[-2]) == "7. Cierre y firma"
    assert "Bloque" in said
    assert "Fundamento y dónde se refleja" in said
    assert "34 personas" in said
    assert "sin respuesta" in said.lower()
    for forbidden in ("sector", "certifica", "firma digital", "veto", "aymara"):
        assert forbidden not in said.lower()
    assert not any(one.lang == "es" for one in tree.walk())
