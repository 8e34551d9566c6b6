"""Every command, what it is for, and the module that is imported when it is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from workshop_app.i18n import tr
from workshop_app.values import dataclass


@dataclass(frozen=True)
class Entry:
    """A command before it is imported.

    Attributes:
        module: The module in this package that builds it.
        title: What it is for, in the language of the moment.
    """

    module: str
    title: Callable[[], str]


COMMANDS: Final[Mapping[str, Entry]] = {
    "demo": Entry("demo", lambda: tr("Build the sample process with all its papers.")),
    "new": Entry("stores", lambda: tr("Create a store with an empty process.")),
    "office": Entry(
        "offices", lambda: tr("Say who the lead office is, on every paper.")
    ),
    "session": Entry("meetings", lambda: tr("Create a session, or amend it.")),
    "info": Entry("stores", lambda: tr("Say what a store holds.")),
    "import": Entry(
        "sheets", lambda: tr("Read people, proposals or votes from a sheet.")
    ),
    "imports": Entry("arrivals", lambda: tr("List what was imported.")),
    "undo-import": Entry("arrivals", lambda: tr("Take an import out again.")),
    "export": Entry(
        "exchanging", lambda: tr("Write the record to a file for other computers.")
    ),
    "merge": Entry("exchanging", lambda: tr("Take in what other computers recorded.")),
    "recipient": Entry(
        "exchanging", lambda: tr("Tell the key to encrypt files to this computer.")
    ),
    "admit": Entry("exchanging", lambda: tr("Let what computers recorded count.")),
    "revoke": Entry(
        "trust", lambda: tr("Cease to count what a computer recorded, from a point on.")
    ),
    "erase": Entry("erasing", lambda: tr("Erase a field of somebody, by law.")),
    "waive": Entry(
        "waiving", lambda: tr("Let a session be closed over what is disagreed on.")
    ),
    "ballot": Entry("balloting", lambda: tr("Put a question to the vote.")),
    "hands": Entry("balloting", lambda: tr("Count the hands of a ballot, by bloc.")),
    "vote": Entry("balloting", lambda: tr("Record what somebody says when called.")),
    "ballot-closed": Entry("balloting", lambda: tr("Close a ballot for good.")),
    "secret-ballot": Entry(
        "secret_ballots", lambda: tr("Record a secret ballot whose papers are counted.")
    ),
    "recusal": Entry("recusals", lambda: tr("Keep somebody out of a ballot.")),
    "casting-vote": Entry("recusals", lambda: tr("Let the chair break a tie.")),
    "objection": Entry("objecting", lambda: tr("Put an objection on the register.")),
    "objection-ended": Entry(
        "objecting", lambda: tr("Record how an objection ceased to stand.")
    ),
    "objection-answered": Entry(
        "objecting", lambda: tr("Record what is said of an objection.")
    ),
    "objections": Entry(
        "objecting", lambda: tr("List objections, and count them by institution.")
    ),
    "tally": Entry("results", lambda: tr("Count every ballot, by bloc and in all.")),
    "composition": Entry(
        "results", lambda: tr("Say who was there, by bloc, at each frozen moment.")
    ),
    "coverage": Entry(
        "results", lambda: tr("Count contributions answered with a reason.")
    ),
    "duplicates": Entry(
        "duplicates", lambda: tr("Say who may be on record twice, and why.")
    ),
    "conflicts": Entry(
        "conflicts", lambda: tr("Say what computers or records disagree on.")
    ),
    "resolve": Entry("conflicts", lambda: tr("Settle a disagreement, for a reason.")),
    "document": Entry(
        "documents", lambda: tr("Write minutes, an attendance list or letters.")
    ),
    "certificate": Entry(
        "signatures", lambda: tr("Make a certificate to sign with, of one's own.")
    ),
    "sign": Entry("signatures", lambda: tr("Add one signature to a PDF.")),
    "signed-on-paper": Entry(
        "protecting", lambda: tr("Record that printed minutes were signed by hand.")
    ),
    "verify": Entry(
        "signatures", lambda: tr("Say who made a file, and whether it is whole.")
    ),
    "passphrase": Entry(
        "protecting", lambda: tr("Give a store a passphrase, or another one.")
    ),
    "history": Entry("stores", lambda: tr("Say who did what, when and why.")),
    "dump": Entry("stores", lambda: tr("Print the whole present state as JSON.")),
    "check": Entry("keeping", lambda: tr("Check that a store is whole.")),
    "backup": Entry("keeping", lambda: tr("Make a copy of a store, and prove it.")),
    "restore": Entry("keeping", lambda: tr("Bring a store back from a copy.")),
    "identity": Entry("trust", lambda: tr("Say who this computer is to a store.")),
}
