"""What will be checked of a session, one line each, leading to its field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from workshop_app.domain import quorum
from workshop_app.domain.labels import label
from workshop_app.domain.parity import missing
from workshop_app.domain.vocabulary import Bloc, Quorum, Standing
from workshop_app.i18n import long_date, ntr, tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.domain.process import Rules
    from workshop_app.domain.session import SessionDraft
    from workshop_app.gui.prepare.reading import Preparation

State = Literal["done", "warn", "todo"]
_HALF = 50
_HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the summary.

    Attributes:
        section, field: Where it is put right.
        state: Done, to be looked at, or not begun and not needed.
    """

    section: str
    field: str
    text: str
    state: State


def checks(found: Preparation) -> list[Check]:
    """Return what will be checked, in the order of the sections.

    Nothing of a new session is missing yet: it only waits.
    """
    told = [
        *_data(found),
        *_agenda(found),
        *_rules(found),
        *_invited(found),
        *_groups(found),
    ]
    if found.session is None:
        return [replace(one, state="todo") for one in told]
    return told


def states(found: list[Check]) -> dict[str, State]:
    """Return how each section stands: the worst of its lines."""
    order: tuple[State, ...] = ("done", "todo", "warn")
    told: dict[str, State] = {}
    for one in found:
        before = told.get(one.section, "done")
        told[one.section] = max(before, one.state, key=order.index)
    return told


def duration(minutes: int) -> str:
    """Say minutes as hours and minutes."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return tr("{minutes} min", minutes=rest)
    if not rest:
        return tr("{hours} h", hours=hours)
    return tr("{hours} h {minutes} min", hours=hours, minutes=rest)


def notice(rules: Rules | None, draft: SessionDraft) -> tuple[str, State] | None:
    """Say how many days of notice there are, and whether they are enough."""
    days = draft.notice_days
    if days is None:
        return None
    wanted = 0 if rules is None else rules.notice_days
    if days < 0:
        return tr("The call is dated after the session."), "warn"
    said = ntr("{count} day of notice", "{count} days of notice", days)
    if days < wanted:
        return tr(
            "{notice}: the rules ask for {wanted}", notice=said, wanted=wanted
        ), "warn"
    return tr("{notice}: enough", notice=said, wanted=wanted), "done"


def _check(section: str, field: str, text: str, state: State) -> Check:
    return Check(section=section, field=field, text=text, state=state)


def _data(found: Preparation) -> Iterator[Check]:
    draft = found.draft
    if not draft.title:
        yield _check("data", "title", tr("A title is all it needs."), "todo")
    day = draft.day
    if day is None:
        yield _check("data", "held_on", tr("No date yet"), "warn")
    else:
        yield _check("data", "held_on", long_date(day), "done")
    told = notice(found.rules, draft)
    if told is None:
        yield _check("data", "convened_on", tr("No date of the call yet"), "todo")
    else:
        yield _check("data", "convened_on", *told)
    yield _chairs(found)
    if draft.facilitator is None and draft.rapporteur is None:
        words = tr("Neither facilitator nor rapporteur")
        yield _check("data", "facilitator", words, "warn")


def _chairs(found: Preparation) -> Check:
    state, civil = found.draft.chair_state, found.draft.chair_civil_society
    if state is None and civil is None:
        return _check("data", "chair_state", tr("Both co-chairs missing"), "warn")
    if state is None:
        return _check(
            "data", "chair_state", tr("Co-chair for the State missing"), "warn"
        )
    if civil is None:
        words = tr("Co-chair for civil society missing")
        return _check("data", "chair_civil_society", words, "warn")
    return _check("data", "chair_state", tr("Both co-chairs named"), "done")


def _agenda(found: Preparation) -> Iterator[Check]:
    if not found.agenda:
        yield _check("agenda", "", tr("No agenda yet"), "warn")
        return
    count = len(found.agenda)
    said = ntr("{count} agenda point", "{count} agenda points", count)
    minutes = sum(one.duration for one in found.agenda)
    if minutes:
        said = tr("{points} · {duration}", points=said, duration=duration(minutes))
    yield _check("agenda", "", said, "done")


def _rules(found: Preparation) -> Iterator[Check]:
    rules = found.rules
    if rules is None:
        yield _check("rules", "", tr("No rules of decision"), "warn")
        return
    call = quorum.of_call(rules.quorum, second_call=found.draft.second_call)
    entitled = sum(one.standing is Standing.VOICE_VOTE for one in found.listed)
    if call is Quorum.NONE:
        yield _check("rules", "", label(call), "done")
    elif not entitled:
        said = tr("Quorum: {rule}", rule=label(call).lower())
        yield _check("rules", "", said, "todo")
    else:
        said = tr(
            "Quorum {needed} of {entitled} with a vote",
            needed=quorum.needed(call, entitled),
            entitled=entitled,
        )
        yield _check("rules", "", said, "done")


def _invited(found: Preparation) -> Iterator[Check]:
    by_bloc = {bloc: sum(one.bloc is bloc for one in found.listed) for bloc in Bloc}
    count = len(found.listed)
    if not count:
        yield _check("invited", "", tr("Nobody invited yet"), "warn")
        return
    invited = ntr("{count} invited", "{count} invited", count)
    said = tr(
        "{invited}: {state} of the State, {civil} of civil society, {others} others",
        invited=invited,
        state=by_bloc[Bloc.STATE],
        civil=by_bloc[Bloc.CIVIL_SOCIETY],
        others=by_bloc[Bloc.OTHER],
    )
    yield _check("invited", "", said, "done")
    if found.rules is not None:
        yield from _parity(found)


def _parity(found: Preparation) -> Iterator[Check]:
    """Whether those invited with a vote could keep the balance that was agreed."""
    assert found.rules is not None  # noqa: S101 asked before
    with_vote = [one for one in found.listed if one.standing is Standing.VOICE_VOTE]
    state = sum(one.bloc is Bloc.STATE for one in with_vote)
    civil = sum(one.bloc is Bloc.CIVIL_SOCIETY for one in with_vote)
    short = missing(state, civil, least=_HALF - found.rules.parity_band)
    if short.bloc is None or not short.for_range:
        yield _check("invited", "", tr("Balance within what was agreed"), "done")
        return
    if short.bloc is Bloc.STATE:
        said = ntr(
            "{count} more of the State needed",
            "{count} more of the State needed",
            short.for_range,
        )
    else:
        said = ntr(
            "{count} more of civil society needed",
            "{count} more of civil society needed",
            short.for_range,
        )
    yield _check("invited", "", said, "warn")


def _groups(found: Preparation) -> Iterator[Check]:
    if not found.groups:
        yield _check("groups", "", tr("No working groups (optional)"), "todo")
        return
    seated = {person for one in found.groups for person in one.people}
    said = ntr("{count} working group", "{count} working groups", len(found.groups))
    left = sum(one.person not in seated for one in found.listed)
    if left:
        away = ntr("{count} person in none", "{count} people in none", left)
        text = tr("{groups} · {away}", groups=said, away=away)
        yield _check("groups", "", text, "todo")
    else:
        yield _check("groups", "", said, "done")
