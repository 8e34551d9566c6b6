"""`ballot` and what follows: putting to the vote, counting and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    moment_option,
    option,
    store_argument,
    switch,
)
from workshop_app.cli.opening import found, opened, person_meant, session_meant
from workshop_app.cli.statuses import DONE
from workshop_app.clock import PERU
from workshop_app.domain.ballot import Ballot, BallotDraft
from workshop_app.domain.consensus import BY_NAME
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.vocabulary import Bloc, Majority, Method, Quorum, VoteChoice
from workshop_app.i18n import tr
from workshop_app.services import ballots, roll_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store import Reader, Store

_ANNOUNCED = {"adopted": True, "rejected": False}
_METHODS = (Method.SHOW_OF_HANDS, *sorted(BY_NAME))


class Three(click.ParamType[tuple[int, int, int]]):
    """The hands of a bloc: for, against, abstaining."""

    name = "hands"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int, int]:
        """Divide at the commas."""
        if isinstance(value, tuple):
            return value
        parts = str(value).split(",")
        if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):  # noqa: PLR2004 for, against, abstaining
            self.fail(tr("it is written FOR,AGAINST,ABSTAINING."), param, ctx)
        first, second, third = map(int, parts)
        return first, second, third


def ballot_command() -> click.Command:
    """Build `ballot`."""
    return Command(
        "ballot",
        _ballot,
        [
            store_argument(),
            *asked_options(),
            option(
                "--method",
                tr("How it is voted; a show of hands if not given."),
                kind=click.Choice([each.value for each in _METHODS]),
            ),
            moment_option("--at", tr("When it was put to the vote; now if not given.")),
            switch("--not-counted", tr("The table saw a majority and counted nobody.")),
            switch("--not-documented", tr("How it was decided is not documented.")),
            option(
                "--announced",
                tr("What was announced, where nobody counted."),
                kind=click.Choice([*_ANNOUNCED]),
            ),
        ],
    )


def asked_options() -> list[click.Parameter]:
    """Return what every ballot is opened with."""
    return [
        option(
            "--question",
            tr("What is asked, as it is read aloud."),
            shown=tr("TEXT"),
            required=True,
        ),
        option(
            "--session",
            tr("The session it is held in; needed where there are several."),
            shown=tr("CODE"),
        ),
        option("--code", tr("A code of the office's for it."), shown=tr("CODE")),
        option(
            "--contribution",
            tr("The contribution that is put to the vote."),
            shown=tr("CODE"),
        ),
        option(
            "--majority",
            tr("The majority needed; that of the rules if not given."),
            kind=click.Choice([each.value for each in Majority]),
        ),
        option(
            "--quorum",
            tr("The quorum needed; that of the rules if not given."),
            kind=click.Choice([each.value for each in Quorum]),
        ),
    ]


def hands_command() -> click.Command:
    """Build `hands`."""
    shown = tr("FOR,AGAINST,ABSTAINING")
    return Command(
        "hands",
        _hands,
        [
            store_argument(),
            argument("code", tr("CODE")),
            option("--state", tr("Hands of the State."), shown=shown, kind=Three()),
            option(
                "--civil-society",
                tr("Hands of civil society."),
                shown=shown,
                kind=Three(),
            ),
            option("--other", tr("Hands of the others."), shown=shown, kind=Three()),
        ],
    )


def vote_command() -> click.Command:
    """Build `vote`."""
    return Command(
        "vote",
        _vote,
        [
            store_argument(),
            argument("code", tr("CODE")),
            argument("person", tr("PERSON")),
            argument(
                "choice",
                tr("VOTE"),
                kind=click.Choice([each.value for each in VoteChoice]),
            ),
            option(
                "--reason",
                tr("The reason or ground given, word for word."),
                shown=tr("TEXT"),
            ),
        ],
        details=tr(
            "Where consensus is sought, for consents, abstain stands aside, and "
            "against objects."
        ),
    )


def closed_command() -> click.Command:
    """Build `ballot-closed`."""
    return Command(
        "ballot-closed",
        _closed,
        [
            store_argument(),
            argument("code", tr("CODE")),
            moment_option("--at", tr("When it ended; now if not given.")),
        ],
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "ballot": ballot_command,
    "hands": hands_command,
    "vote": vote_command,
    "ballot-closed": closed_command,
}


def _ballot(terminal: Terminal, *, store: str, **told: Any) -> int:
    uncounted = told["not_counted"] or told["not_documented"]
    if told["announced"] and not uncounted:
        raise click.UsageError(tr("what is counted is not announced beforehand."))
    with opened(terminal, store) as place:
        with place.read() as reader:
            draft = draft_of(
                reader,
                told,
                method=Method(told["method"] or Method.SHOW_OF_HANDS),
                counted=not told["not_counted"],
                announced=_ANNOUNCED.get(told["announced"] or ""),
            )
        put = ballots.note_ballot if uncounted else ballots.open_ballot
        made = put(place, draft, moment(place, told["at"]), told["code"])
        with place.read() as reader:
            code = reader.get(Ballot, made).code
    words = tr("Ballot {code} is open.", code=code)
    if uncounted:
        words = tr("Ballot {code} is noted without a count.", code=code)
    terminal.answer({"code": code}, lambda: [words])
    return DONE


def draft_of(reader: Reader, told: Mapping[str, Any], **more: Any) -> BallotDraft:
    """Return what the options of `asked_options` say, with ids for codes."""
    named = told["contribution"]
    return BallotDraft(
        session=session_meant(reader, told["session"]).id,
        question=told["question"],
        contribution=None if named is None else found(reader, Contribution, named).id,
        majority=Majority(told["majority"]) if told["majority"] else None,
        quorum=Quorum(told["quorum"]) if told["quorum"] else None,
        **more,
    )


def moment(store: Store, told: datetime | None) -> datetime:
    """Return the moment an option says, by the clock in Peru; now if it says none."""
    return store.now() if told is None else told.replace(tzinfo=PERU)


def _hands(terminal: Terminal, *, store: str, code: str, **told: Any) -> int:
    counted = {bloc: told[bloc.value] for bloc in Bloc if told[bloc.value] is not None}
    with opened(terminal, store) as place:
        with place.read() as reader:
            ballot = found(reader, Ballot, code)
        ballots.count_hands(place, ballot.id, counted)
    terminal.answer(
        {"code": ballot.code},
        lambda: [tr("The hands of ballot {code} are counted.", code=ballot.code)],
    )
    return DONE


def _vote(
    terminal: Terminal,
    *,
    store: str,
    code: str,
    person: str,
    choice: str,
    reason: str | None,
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            ballot = found(reader, Ballot, code)
            who = person_meant(reader, person)
        said = roll_calls.CalledVote(
            person=who.id, choice=VoteChoice(choice), reason=reason or ""
        )
        roll_calls.record_votes(place, ballot.id, [said])
    words = tr("{name}: recorded in ballot {code}.", name=who.name, code=ballot.code)
    terminal.answer({"code": ballot.code, "person": who.code}, lambda: [words])
    return DONE


def _closed(terminal: Terminal, *, store: str, code: str, at: datetime | None) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            ballot = found(reader, Ballot, code)
        ballots.close_ballot(place, ballot.id, moment(place, at))
    words = tr("Ballot {code} is closed; `tally` says what came of it.", code=code)
    terminal.answer({"code": ballot.code}, lambda: [words])
    return DONE
