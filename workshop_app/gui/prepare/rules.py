"""The rules of decision said in a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain import quorum
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Majority, Quorum
from workshop_app.i18n import ntr, plain_date, tr

if TYPE_CHECKING:
    from workshop_app.domain.process import RulesDraft

_HALF = 50


def sentences(rules: RulesDraft) -> list[str]:
    """Return what the rules say, a sentence each."""
    return [
        _majority(rules.majority),
        tr("Quorum at the first call: {rule}.", rule=_quorum(rules, second=False)),
        tr("Quorum at the second call: {rule}.", rule=_quorum(rules, second=True)),
        tr(
            "The balance holds while each side has {low} to {high} % of the votes.",
            low=_HALF - rules.parity_band,
            high=_HALF + rules.parity_band,
        ),
        ntr(
            "The call goes out at least {count} day before.",
            "The call goes out at least {count} days before.",
            rules.notice_days,
        ),
        ntr(
            "Each contribution is answered within {count} day.",
            "Each contribution is answered within {count} days.",
            rules.answer_days,
        ),
        tr("The chair breaks a tie.")
        if rules.casting_vote
        else tr("Nobody breaks a tie: what is tied is not adopted."),
        _abstaining(rules),
    ]


def _abstaining(rules: RulesDraft) -> str:
    if not rules.abstention_allowed:
        return tr("Nobody may abstain.")
    if rules.abstention_needs_reason:
        return tr("Whoever abstains says why.")
    return tr("Nobody has to say why they abstain.")


def version_line(rules: RulesDraft) -> str:
    """Say which version it is, and since when it holds."""
    return tr(
        "Version {version}, in force since {day}",
        version=rules.version,
        day=plain_date(rules.effective_on),
    )


def _majority(majority: Majority) -> str:  # noqa: PLR0911 one line a value
    match majority:
        case Majority.SIMPLE:
            return tr("Simple majority: more votes in favour than against.")
        case Majority.ABSOLUTE:
            return tr("Absolute majority: more than half of those with a vote.")
        case Majority.ABSOLUTE_OF_ENTITLED:
            return tr("Absolute majority: more than half of all who are entitled.")
        case Majority.TWO_THIRDS:
            return tr("Two thirds of those in the room with a vote: 6 of 9.")
        case Majority.THREE_QUARTERS:
            return tr("Three quarters of those in the room with a vote: 7 of 9.")
        case Majority.BOTH_BLOCS:
            return tr("More in favour than against in the State and in civil society.")
        case Majority.EACH_BLOC:
            return tr("More in favour than against in each of the three blocs.")


def _quorum(rules: RulesDraft, *, second: bool) -> str:
    rule: Quorum = quorum.of_call(rules.quorum, second_call=second)
    return label(rule).lower()
