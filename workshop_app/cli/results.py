"""`tally`, `composition` and `coverage`: what the record adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.cli.commands import Command, option, store_argument
from workshop_app.cli.layout import NOT_KNOWN, shortened, table
from workshop_app.cli.opening import found, opened
from workshop_app.cli.statuses import DONE
from workshop_app.domain.balance import Uncomparable
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.coverage import UNKNOWN
from workshop_app.domain.labels import label
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    StageKind,
    TableOutcome,
)
from workshop_app.i18n import tr
from workshop_app.services import reports
from workshop_app.services.composition import composition_report
from workshop_app.store.findings import Finding, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import click

    from workshop_app.cli.terminal import Terminal

_CHOICES = ("for", "against", "abstain")


def tally_command() -> click.Command:
    """Build `tally`."""
    return Command(
        "tally",
        _tally,
        [
            store_argument(),
            option("--ballot", tr("Only this ballot."), shown=tr("CODE")),
        ],
    )


def composition_command() -> click.Command:
    """Build `composition`."""
    return Command(
        "composition",
        _composition,
        [
            store_argument(),
            option("--session", tr("Only this session."), shown=tr("CODE")),
        ],
    )


def coverage_command() -> click.Command:
    """Build `coverage`."""
    return Command("coverage", _coverage, [store_argument()])


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "tally": tally_command,
    "composition": composition_command,
    "coverage": coverage_command,
}


def _tally(terminal: Terminal, *, store: str, ballot: str | None) -> int:
    with opened(terminal, store) as place:
        wanted = None
        if ballot is not None:
            with place.read() as reader:
                wanted = found(reader, Ballot, ballot).id
        data = reports.tally_report(place, wanted)
    terminal.answer(data, lambda: _tally_lines(data))
    return DONE


def _tally_lines(data: Mapping[str, Any]) -> Iterator[str]:
    if not data["ballots"]:
        yield tr("Nothing was put to the vote.")
    for ballot in data["ballots"]:
        yield f"{ballot['code']}  {shortened(ballot['question'], 100)}"
        yield f"  {_rule(ballot)}"
        shown = _options_table(ballot) if ballot["options"] else _votes_table(ballot)
        yield from (f"  {line}" for line in shown)
        yield from (f"  {line}" for line in _papers_lines(ballot["papers"]))
        yield from (f"  {line}" for line in _acts_lines(ballot))
        yield "  " + tr("Outcome: {outcome}.", outcome=_outcome(ballot["outcome"]))
        if ballot["announced"]:
            told = _outcome(ballot["announced"])
            yield "  " + tr("Announced without a count: {outcome}.", outcome=told)
        yield from (f"  {line}" for line in _balanced_lines(ballot))
        for codes in ballot["voted_twice"]:
            twice = Finding(Problem.VOTED_TWICE, ballot["code"], ", ".join(codes))
            yield f"  {twice.sentence}"
        yield from (f"  {line}" for line in _disputed_lines(ballot))
        yield ""


def _disputed_lines(ballot: Mapping[str, Any]) -> Iterator[str]:
    """Say what stands beside the result, since computers disagree on it."""
    for vote in ballot["disputed"]:
        named = f"{vote['voter']} {vote['name']}"
        yield tr("Differing record, beside the count: {name}.", name=named)
    for bloc in ballot["disputed_blocs"]:
        words = label(Bloc(bloc))
        yield tr("Differing record, beside the count: bloc {bloc}.", bloc=words)
    if ballot["outdated"]:
        yield tr("The votes on record no longer add up to this result, which stays.")


def _rule(ballot: Mapping[str, Any]) -> str:
    rule = ballot["rule"]
    words = [
        label(Method(ballot["method"])),
        *_judged_by(ballot),
        label(Quorum(rule["quorum"])),
        tr("quorum met") if ballot["quorum_met"] else tr("no quorum"),
    ]
    return " · ".join(words)


def _judged_by(ballot: Mapping[str, Any]) -> list[str]:
    if ballot["options"]:
        return [tr("Ranked")]
    if ballot["method"] == Method.CONSENSUS:
        return [tr("approved if nobody objects")]
    return [label(Majority(ballot["rule"]["majority"]))]


def _acts_lines(ballot: Mapping[str, Any]) -> Iterator[str]:
    """Say who kept out, and what the chair made of a tie."""
    for one in ballot["recusals"]:
        yield tr(
            "{name} ({bloc}) kept out: {ground}",
            name=one["name"],
            bloc=label(Bloc(one["bloc"])),
            ground=shortened(one["ground"], 100),
        )
    casting = ballot["casting_vote"]
    if casting is not None and casting["decided"]:
        yield tr(
            "Tied; the casting vote of {name} decided it: {reason}",
            name=casting["chair"],
            reason=shortened(casting["reason"], 100),
        )


def _papers_lines(papers: Mapping[str, Any] | None) -> list[str]:
    if papers is None:
        return []
    return [
        tr(
            "Papers: {counted}; spoiled: {spoiled}; noted to have voted: {noted}.",
            counted=papers["counted"],
            spoiled=papers["spoiled"],
            noted=papers["voters_noted"],
        )
    ]


def _options_table(ballot: Mapping[str, Any]) -> list[str]:
    headings = [
        tr("Rank"),
        tr("Option"),
        tr("Points"),
        *(label(bloc) for bloc in Bloc),
        tr("Chosen"),
    ]
    said = {True: tr("yes"), False: tr("no"), None: ""}
    rows = [
        [
            str(one["rank"]),
            shortened(one["option"], 60),
            str(one["points"]),
            *(str(one["by_bloc"].get(bloc.value, NOT_KNOWN)) for bloc in Bloc),
            said[one["chosen"]],
        ]
        for one in ballot["options"]
    ]
    return [*table(headings, rows), *_matrix(ballot)]


def _matrix(ballot: Mapping[str, Any]) -> list[str]:
    """Return what each option had by each criterion, before its weight."""
    if not ballot["criteria"]:
        return []
    headings = [
        tr("Option"),
        *(f"{one['title']} × {one['weight']}" for one in ballot["criteria"]),
    ]
    rows = [
        [shortened(one["option"], 60), *map(str, one["scores"].values())]
        for one in ballot["options"]
    ]
    return ["", *table(headings, rows)]


def _votes_table(ballot: Mapping[str, Any]) -> list[str]:
    headings = [
        tr("Bloc"),
        tr("Entitled"),
        tr("Present"),
        tr("With a vote"),
        tr("For"),
        tr("Against"),
        tr("Abstaining"),
    ]
    counts = ballot["counts"] or {}
    rows = [
        (
            label(bloc),
            ballot["entitled"][bloc.value],
            ballot["present"][bloc.value],
            ballot["voting"][bloc.value],
            *(_count(counts.get(bloc.value, {}), choice) for choice in _CHOICES),
        )
        for bloc in Bloc
    ]
    totals = ballot["totals"] or {}
    total = (
        tr("Total"),
        sum(ballot["entitled"].values()),
        sum(ballot["present"].values()),
        sum(ballot["voting"].values()),
        *(_count(totals, choice) for choice in _CHOICES),
    )
    return table(headings, [*rows, total])


def _count(numbers: Mapping[str, int], choice: str) -> int | str:
    return numbers.get(choice, NOT_KNOWN)


def _outcome(word: str) -> str:
    return label(TableOutcome(word))


def _balanced_lines(ballot: Mapping[str, Any]) -> list[str]:
    """Say when balanced blocs would have changed the outcome, and only then."""
    balanced = ballot["balanced"]
    if balanced["why"] == Uncomparable.ONE_URN:
        return [
            tr(
                "For information: whether balanced blocs would have decided otherwise "
                "cannot be said, since all papers lay in one urn."
            )
        ]
    if not balanced["differs"]:
        return []
    with_equal, without = balanced["equal_weight"], balanced["without_surplus"]
    return [
        tr(
            "For information: with blocs of equal weight, {equal}; without the larger "
            "bloc's surplus, {without}.",
            equal=_outcome(with_equal["outcome"]),
            without=_outcome(without["outcome"]),
        )
    ]


def _composition(terminal: Terminal, *, store: str, session: str | None) -> int:
    with opened(terminal, store) as place:
        wanted = None
        if session is not None:
            with place.read() as reader:
                wanted = found(reader, Session, session).id
        data = composition_report(place, wanted)
    terminal.answer(data, lambda: _composition_lines(data))
    return DONE


def _composition_lines(data: Mapping[str, Any]) -> Iterator[str]:
    if not data["sessions"]:
        yield tr("There is no session yet.")
    for session in data["sessions"]:
        yield f"{session['code']}  {shortened(session['title'], 100)}"
        yield from (f"  {line}" for line in _moments_table(session["moments"]))
        yield ""


def _moments_table(moments: list[Mapping[str, Any]]) -> list[str]:
    if not moments:
        return [tr("It has not been opened yet.")]
    headings = [
        tr("Moment"),
        tr("Time"),
        *(tr("{bloc}: people (votes)", bloc=label(bloc)) for bloc in Bloc),
        tr("State's share"),
    ]
    rows = [
        (
            _moment(moment["moment"]),
            moment["at"][11:16],
            *(
                f"{moment['heads'][bloc.value]} ({moment['voting'][bloc.value]})"
                for bloc in Bloc
            ),
            _share_of_state(moment),
        )
        for moment in moments
    ]
    return table(headings, rows)


def _moment(word: str) -> str:
    if word == "opening":
        return tr("Opening")
    return tr("Closing") if word == "closing" else word


def _share_of_state(moment: Mapping[str, Any]) -> str:
    percent = moment["state_percent"]
    if percent is None:
        return NOT_KNOWN
    return f"{percent} %" if moment["balanced"] else f"{percent} % !"


def _coverage(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        data = reports.coverage_report(place)
    terminal.answer(data, lambda: _coverage_lines(data))
    return DONE


def _coverage_lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield tr(
        "{answered} of {contributions} contributions are answered with a reason; "
        "{published} answers were sent.",
        answered=data["answered"],
        contributions=data["contributions"],
        published=data["published"],
    )
    if data["missing"]:
        rows = [(one["code"], _why(one["why"])) for one in data["missing"]]
        yield from ["", *table([tr("Contribution"), tr("What is missing")], rows)]
    for title, group in (
        (tr("Session"), "session"),
        (tr("Bloc"), "bloc"),
        (tr("Region"), "region"),
        (tr("Stage"), "stage"),
    ):
        shares = data["by"][group]
        if shares:
            yield from ["", *_shares_table(title, group, shares)]


def _shares_table(
    title: str, group: str, shares: Mapping[str, Mapping[str, int]]
) -> list[str]:
    headings = [title, tr("Contributions"), tr("Answered"), tr("Sent")]
    rows = [
        (
            _group(group, name),
            share["contributions"],
            share["answered"],
            share["published"],
        )
        for name, share in shares.items()
    ]
    return table(headings, rows)


def _group(group: str, name: str) -> str:
    if name == UNKNOWN:
        return tr("(not known)")
    if group == "bloc":
        return label(Bloc(name))
    return label(StageKind(name)) if group == "stage" else name


def _why(word: str) -> str:
    match word:
        case "no decision":
            return tr("no decision")
        case "no reason code":
            return tr("no reason code")
        case _:
            return tr("no reason")
