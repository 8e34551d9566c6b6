"""Everything a person can do, by the code its commits carry, and in words.

The code stands in the signed header and never changes; what was done to whom lies in
the erasable arguments and is put into words here, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from workshop_app.i18n import tr
from workshop_app.ledger.commit import DELETED
from workshop_app.services.field_words import field_word

Arguments = Mapping[str, str | int]


class DeedCode(StrEnum):
    """The codes of deeds; a value never changes its meaning."""

    FOUND_PROCESS = "found_process"
    ADMIT_DEVICE = "admit_device"
    REVOKE_DEVICE = "revoke_device"
    ERASE_FIELD = "erase_field"
    MAKE_START_FILES = "make_start_files"
    AMEND_OFFICE = "amend_office"
    SET_RULES = "set_rules"
    ADD_STAGES = "add_stages"
    ADD_STAGE = "add_stage"
    AMEND_STAGE = "amend_stage"
    ADD_THEME = "add_theme"
    AMEND_THEME = "amend_theme"
    SCHEDULE_SESSION = "schedule_session"
    AMEND_SESSION = "amend_session"
    SET_AGENDA = "set_agenda"
    SET_GROUPS = "set_groups"
    ASSIGN_GROUP = "assign_group"
    SEAT_PEOPLE = "seat_people"
    MOVE_TO_GROUP = "move_to_group"
    LEAVE_GROUP = "leave_group"
    OPEN_SESSION = "open_session"
    CLOSE_SESSION = "close_session"
    WAIVE_GATE = "waive_gate"
    REOPEN_SESSION = "reopen_session"
    REGISTER_ORGANIZATION = "register_organization"
    AMEND_ORGANIZATION = "amend_organization"
    REGISTER_PERSON = "register_person"
    AMEND_PERSON = "amend_person"
    FIND_ONE_PERSON = "find_one_person"
    FIND_TWO_PEOPLE = "find_two_people"
    WITHDRAW_FINDING = "withdraw_finding"
    EXPECT_PERSON = "expect_person"
    INVITE_PEOPLE = "invite_people"
    CHECK_IN = "check_in"
    WALK_IN = "walk_in"
    TRANSCRIBE_ATTENDANCE = "transcribe_attendance"
    CHECK_OUT = "check_out"
    COME_BACK = "come_back"
    MARK_ATTENDANCE = "mark_attendance"
    AMEND_ATTENDANCE = "amend_attendance"
    STRIKE_MOVEMENT = "strike_movement"
    TAKE_OFF_LIST = "take_off_list"
    RECORD_INDUCTION = "record_induction"
    WRITE_CONTRIBUTION = "write_contribution"
    AMEND_CONTRIBUTION = "amend_contribution"
    TRANSLATE_CONTRIBUTION = "translate_contribution"
    OPEN_BALLOT = "open_ballot"
    COUNT_HANDS = "count_hands"
    RECORD_VOTES = "record_votes"
    CLOSE_BALLOT = "close_ballot"
    NOTE_BALLOT = "note_ballot"
    COUNT_PAPERS = "count_papers"
    RECUSE = "recuse"
    BREAK_TIE = "break_tie"
    RECORD_DISSENT = "record_dissent"
    CORRECT_BALLOT = "correct_ballot"
    RAISE_OBJECTION = "raise_objection"
    END_OBJECTION = "end_objection"
    ANSWER_OBJECTION = "answer_objection"
    DECIDE = "decide"
    RECORD_STANCE = "record_stance"
    ATTACH_FILE = "attach_file"
    ISSUE_MINUTES = "issue_minutes"
    ISSUE_ATTENDANCE = "issue_attendance"
    ISSUE_LETTERS = "issue_letters"
    SIGN_PAPER = "sign_paper"
    RECORD_HAND_SIGNATURES = "record_hand_signatures"
    IMPORT_PEOPLE = "import_people"
    IMPORT_PROPOSALS = "import_proposals"
    IMPORT_VOTES = "import_votes"
    SETTLE = "settle"
    SETTLE_ALIKE = "settle_alike"
    UNDO = "undo"
    REDO = "redo"
    UNDO_IMPORT = "undo_import"
    TAKE_OUT_FILE = "take_out_file"
    BRING_BACK_FILE = "bring_back_file"


IMPORTS = frozenset(
    {DeedCode.IMPORT_PEOPLE, DeedCode.IMPORT_PROPOSALS, DeedCode.IMPORT_VOTES}
)
"""Deeds that brought a sheet in, and can be taken out again."""

REVERTING = frozenset({DeedCode.UNDO, DeedCode.REDO, DeedCode.UNDO_IMPORT})
"""Deeds that only set others aside, or bring them back."""

LASTING = frozenset(
    {
        DeedCode.FOUND_PROCESS,
        DeedCode.ADMIT_DEVICE,
        DeedCode.REVOKE_DEVICE,
        DeedCode.ERASE_FIELD,
        DeedCode.MAKE_START_FILES,
        DeedCode.ISSUE_MINUTES,
        DeedCode.ISSUE_ATTENDANCE,
        DeedCode.ISSUE_LETTERS,
        DeedCode.SIGN_PAPER,
    }
)
"""Deeds that cannot be undone: paper that left the house does not come back, and a
word of the office is taken back by another word, if at all."""


class _Said(dict[str, str | int]):
    """Arguments of which some may have been erased by law."""

    def __missing__(self, key: str) -> str:
        return "…"


_TITLES: dict[DeedCode, Callable[[_Said], str]] = {
    DeedCode.FOUND_PROCESS: lambda a: tr("Found the process {title}", title=a["title"]),
    DeedCode.ADMIT_DEVICE: lambda a: tr(
        "Admit computer {computer}", computer=a["computer"]
    ),
    DeedCode.REVOKE_DEVICE: lambda a: tr(
        "Revoke computer {computer}", computer=a["computer"]
    ),
    DeedCode.ERASE_FIELD: lambda a: tr(
        "Erase by law “{field}” of {record}", field=_field(a), record=a["record"]
    ),
    DeedCode.MAKE_START_FILES: lambda a: tr(
        "Make {count} start files", count=a["count"]
    ),
    DeedCode.AMEND_OFFICE: lambda _: tr("Amend the data of the office"),
    DeedCode.SET_RULES: lambda a: tr(
        "Set version {version} of the rules", version=a["version"]
    ),
    DeedCode.ADD_STAGES: lambda a: tr(
        "Lay out the stages of the process ({count})", count=a["count"]
    ),
    DeedCode.ADD_STAGE: lambda a: tr("Add the stage {title}", title=a["title"]),
    DeedCode.AMEND_STAGE: lambda a: tr("Amend the stage {title}", title=a["title"]),
    DeedCode.AMEND_THEME: lambda a: tr("Amend the theme {title}", title=a["title"]),
    DeedCode.ADD_THEME: lambda a: tr("Add the theme {title}", title=a["title"]),
    DeedCode.SCHEDULE_SESSION: lambda a: tr(
        "Schedule the session {title}", title=a["title"]
    ),
    DeedCode.AMEND_SESSION: lambda a: tr("Amend session {code}", code=a["code"]),
    DeedCode.SET_AGENDA: lambda a: tr(
        "Set the agenda of session {code}", code=a["code"]
    ),
    DeedCode.SET_GROUPS: lambda a: tr(
        "Lay out {count} working groups of session {code}",
        count=a["count"],
        code=a["code"],
    ),
    DeedCode.ASSIGN_GROUP: lambda a: tr(
        "Seat {count} people in the working group {title}",
        count=a["count"],
        title=a["title"],
    ),
    DeedCode.SEAT_PEOPLE: lambda a: tr(
        "Seat {count} people in the working groups of session {code}",
        count=a["count"],
        code=a["code"],
    ),
    DeedCode.MOVE_TO_GROUP: lambda a: tr(
        "Seat {name} in the working group {title}", name=a["name"], title=a["title"]
    ),
    DeedCode.LEAVE_GROUP: lambda a: tr(
        "Take {name} out of the working group", name=a["name"]
    ),
    DeedCode.OPEN_SESSION: lambda a: tr("Open session {code}", code=a["code"]),
    DeedCode.CLOSE_SESSION: lambda a: tr("Close session {code}", code=a["code"]),
    DeedCode.WAIVE_GATE: lambda a: tr(
        "Waive what is disagreed on of session {code}", code=a["code"]
    ),
    DeedCode.REOPEN_SESSION: lambda a: tr("Open session {code} again", code=a["code"]),
    DeedCode.REGISTER_ORGANIZATION: lambda a: tr(
        "Register the organization {name}", name=a["name"]
    ),
    DeedCode.AMEND_ORGANIZATION: lambda a: tr(
        "Amend the organization {name}", name=a["name"]
    ),
    DeedCode.REGISTER_PERSON: lambda a: tr("Register {name}", name=a["name"]),
    DeedCode.AMEND_PERSON: lambda a: tr("Amend the data of {name}", name=a["name"]),
    DeedCode.FIND_ONE_PERSON: lambda a: tr(
        "Find that {one} and {other} are one person", one=a["one"], other=a["other"]
    ),
    DeedCode.FIND_TWO_PEOPLE: lambda a: tr(
        "Find that {one} and {other} are two people", one=a["one"], other=a["other"]
    ),
    DeedCode.WITHDRAW_FINDING: lambda a: tr(
        "Leave open whether {one} and {other} are one person",
        one=a["one"],
        other=a["other"],
    ),
    DeedCode.EXPECT_PERSON: lambda a: tr(
        "Expect {name} at session {code}", name=a["name"], code=a["code"]
    ),
    DeedCode.INVITE_PEOPLE: lambda a: tr(
        "Expect {count} people at session {code}", count=a["count"], code=a["code"]
    ),
    DeedCode.WALK_IN: lambda a: tr(
        "Register {name} at the door of session {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.TRANSCRIBE_ATTENDANCE: lambda a: tr(
        "Type in from paper that {name} was at session {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.CHECK_IN: lambda a: tr(
        "Check {name} in at session {code}", name=a["name"], code=a["code"]
    ),
    DeedCode.CHECK_OUT: lambda a: tr(
        "{name} leaves session {code}", name=a["name"], code=a["code"]
    ),
    DeedCode.COME_BACK: lambda a: tr(
        "{name} comes back to session {code}", name=a["name"], code=a["code"]
    ),
    DeedCode.MARK_ATTENDANCE: lambda a: tr(
        "Mark the attendance of {name} at session {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.AMEND_ATTENDANCE: lambda a: tr(
        "Amend the attendance of {name} at session {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.STRIKE_MOVEMENT: lambda a: tr(
        "Strike the last movement of {name} at session {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.TAKE_OFF_LIST: lambda a: tr(
        "Take {name} off the list of session {code}", name=a["name"], code=a["code"]
    ),
    DeedCode.RECORD_INDUCTION: lambda a: tr(
        "Record the induction of session {code}", code=a["code"]
    ),
    DeedCode.WRITE_CONTRIBUTION: lambda a: tr(
        "Write down the contribution “{title}”", title=a["title"]
    ),
    DeedCode.AMEND_CONTRIBUTION: lambda a: tr(
        "Amend contribution {code}", code=a["code"]
    ),
    DeedCode.TRANSLATE_CONTRIBUTION: lambda a: tr(
        "Translate contribution {code}", code=a["code"]
    ),
    DeedCode.OPEN_BALLOT: lambda a: tr(
        "Put to the vote: {question}", question=a["question"]
    ),
    DeedCode.COUNT_HANDS: lambda a: tr("Count hands in ballot {code}", code=a["code"]),
    DeedCode.RECORD_VOTES: lambda a: tr(
        "Record {count} votes of ballot {code}", count=a["count"], code=a["code"]
    ),
    DeedCode.CLOSE_BALLOT: lambda a: tr("Close ballot {code}", code=a["code"]),
    DeedCode.NOTE_BALLOT: lambda a: tr(
        "Note what was decided without a count: {question}", question=a["question"]
    ),
    DeedCode.COUNT_PAPERS: lambda a: tr(
        "Count the papers of a secret ballot: {question}", question=a["question"]
    ),
    DeedCode.RECUSE: lambda a: tr(
        "Keep {name} out of ballot {code}", name=a["name"], code=a["code"]
    ),
    DeedCode.BREAK_TIE: lambda a: tr(
        "Record the casting vote in ballot {code}", code=a["code"]
    ),
    DeedCode.RECORD_DISSENT: lambda a: tr(
        "Record the dissent of {name} in ballot {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.CORRECT_BALLOT: lambda a: tr(
        "Set a correction beside ballot {code}", code=a["code"]
    ),
    DeedCode.RAISE_OBJECTION: lambda a: tr(
        "Record an objection about {about}", about=a["about"]
    ),
    DeedCode.END_OBJECTION: lambda a: tr("End objection {code}", code=a["code"]),
    DeedCode.ANSWER_OBJECTION: lambda a: tr(
        "Record what is answered on objection {code}", code=a["code"]
    ),
    DeedCode.DECIDE: lambda a: tr("Decide contribution {code}", code=a["code"]),
    DeedCode.RECORD_STANCE: lambda a: tr(
        "Record what {name} says of the decision on {code}",
        name=a["name"],
        code=a["code"],
    ),
    DeedCode.ATTACH_FILE: lambda a: tr("Attach the file {name}", name=a["name"]),
    DeedCode.ISSUE_MINUTES: lambda a: tr("Issue {number}", number=a["number"]),
    DeedCode.ISSUE_ATTENDANCE: lambda a: tr(
        "Issue the attendance list {number}", number=a["number"]
    ),
    DeedCode.ISSUE_LETTERS: lambda a: tr("Issue {count} letters", count=a["count"]),
    DeedCode.RECORD_HAND_SIGNATURES: lambda a: tr(
        "Record that {names} signed {number} by hand",
        names=a["names"],
        number=a["number"],
    ),
    DeedCode.SIGN_PAPER: lambda a: tr(
        "Record the signature of {name} on {number}",
        name=a["name"],
        number=a["number"],
    ),
    DeedCode.IMPORT_PEOPLE: lambda a: tr("Import people from {file}", file=a["file"]),
    DeedCode.IMPORT_PROPOSALS: lambda a: tr(
        "Import proposals from {file}", file=a["file"]
    ),
    DeedCode.IMPORT_VOTES: lambda a: tr("Import votes from {file}", file=a["file"]),
    DeedCode.SETTLE: lambda a: tr(
        "Settle “{field}” of {record}", field=_field(a), record=a["record"]
    ),
    DeedCode.SETTLE_ALIKE: lambda a: tr(
        "Settle {count} disagreements that are none", count=a["count"]
    ),
    DeedCode.UNDO: lambda a: tr("Undo: {title}", title=a["title"]),
    DeedCode.REDO: lambda a: tr("Redo: {title}", title=a["title"]),
    DeedCode.UNDO_IMPORT: lambda a: tr("Take out again: {title}", title=a["title"]),
    DeedCode.TAKE_OUT_FILE: lambda a: tr("Take out the file {file}", file=a["file"]),
    DeedCode.BRING_BACK_FILE: lambda a: tr(
        "Bring back the file {file}", file=a["file"]
    ),
}


def _field(said: _Said) -> str:
    """Return what the field is called that a deed settled."""
    field = str(said["field"])
    if field == DELETED:
        return tr("Whether it stays")
    return field_word(field, str(said["kind"]))


def deed_title(code: str, arguments: Arguments) -> str:
    """Say what was done, for the history and the Undo menu.

    What only sets another deed aside carries that deed's code as `what`, and its
    arguments, so that it too is said in the reader's language.  A code of a newer
    program is named as it is; an argument erased by law reads `…`.
    """
    try:
        known = DeedCode(code)
    except ValueError:
        return tr("Another action ({code})", code=code)
    said = _Said(arguments)
    if known in REVERTING:
        what = str(said.pop("what", "…"))
        said["title"] = deed_title(what, said)
    return _TITLES[known](said)
