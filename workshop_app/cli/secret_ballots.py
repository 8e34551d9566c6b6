"""`secret-ballot`: what lay in the urns, once it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.balloting import asked_options, draft_of, moment
from workshop_app.cli.commands import Command, moment_option, option, store_argument
from workshop_app.cli.opening import opened, person_meant
from workshop_app.cli.statuses import DONE
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.secret_ballot import Urn
from workshop_app.domain.vocabulary import Bloc
from workshop_app.i18n import tr
from workshop_app.services.secret_ballots import CountedPapers, count_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal

_PARTS = 4


class Papers(click.ParamType[tuple[int, ...]]):
    """What lay in an urn: for, against, blank, spoiled."""

    name = "papers"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Divide at the commas."""
        if isinstance(value, tuple):
            return value
        parts = str(value).split(",")
        if len(parts) != _PARTS or not all(part.strip().isdecimal() for part in parts):
            self.fail(tr("it is written FOR,AGAINST,BLANK,SPOILED."), param, ctx)
        return tuple(map(int, parts))


class KeptOut(click.ParamType[tuple[str, str]]):
    """The value of `--recused`: a person and the ground given."""

    name = "recusal"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Divide at the first `=`."""
        if isinstance(value, tuple):
            return value
        person, divided, ground = str(value).partition("=")
        if not divided or not person.strip():
            self.fail(tr("it is written CODE=TEXT."), param, ctx)
        return person.strip(), ground.strip()


def secret_command() -> click.Command:
    """Build `secret-ballot`."""
    return Command(
        "secret-ballot",
        _secret,
        [
            store_argument(),
            *asked_options(),
            _urn("--urn", tr("What lay in the one urn that everybody used.")),
            _urn("--state", tr("What lay in the urn of the State.")),
            _urn("--civil-society", tr("What lay in the urn of civil society.")),
            _urn("--other", tr("What lay in the urn of the others.")),
            option(
                "--voted",
                tr("Somebody who put a paper in; once for each, if it was noted."),
                shown=tr("CODE|NAME"),
                many=True,
            ),
            option(
                "--recused",
                tr("Somebody who kept out, and why; once for each."),
                shown=tr("CODE=TEXT"),
                kind=KeptOut(),
                many=True,
            ),
            moment_option("--at", tr("When the urns were opened to voting.")),
            moment_option("--until", tr("When they were closed; now if not given.")),
        ],
        details=tr(
            "Record it once the papers are counted: nothing of it is on record before, "
            "and never who voted how."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"secret-ballot": secret_command}


def _urn(flag: str, explained: str) -> click.Option:
    return option(flag, explained, shown=tr("FOR,AGAINST,BLANK,SPOILED"), kind=Papers())


def _secret(terminal: Terminal, *, store: str, **told: Any) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            draft = draft_of(reader, told)
            voters = [person_meant(reader, one).id for one in told["voted"]]
            out = {person_meant(reader, who).id: why for who, why in told["recused"]}
        closed = moment(place, told["until"])
        papers = CountedPapers(
            urns=_urns(told),
            opened_at=closed if told["at"] is None else moment(place, told["at"]),
            closed_at=closed,
            voters=voters,
            recusals=out,
        )
        made = count_papers(place, draft, papers, told["code"])
        with place.read() as reader:
            code = reader.get(Ballot, made).code
    words = tr("Ballot {code} is closed; `tally` says what came of it.", code=code)
    terminal.answer({"code": code}, lambda: [words])
    return DONE


def _urns(told: Mapping[str, Any]) -> tuple[Urn, ...]:
    lay = [(None, told["urn"]), *((bloc, told[bloc.value]) for bloc in Bloc)]
    return tuple(
        Urn(
            bloc=bloc,
            votes_for=papers[0],
            votes_against=papers[1],
            blank=papers[2],
            spoiled=papers[3],
        )
        for bloc, papers in lay
        if papers is not None
    )
