"""What a check can find, each a sentence that says what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workshop_app.i18n import tr


class Problem(StrEnum):
    """What can be wrong with a store."""

    FILE_DAMAGED = "file_damaged"
    COMMIT_ALTERED = "commit_altered"
    COLUMNS_ALTERED = "columns_altered"
    ANCESTOR_MISSING = "ancestor_missing"
    CHAIN_BROKEN = "chain_broken"
    OTHER_PROCESS = "other_process"
    SEAL_FALSE = "seal_false"
    SEAL_MISSING = "seal_missing"
    CERTIFICATE_FALSE = "certificate_false"
    FORK = "fork"
    DEEDS_LOST = "deeds_lost"
    TABLE_DIFFERS = "table_differs"
    SEARCH_DIFFERS = "search_differs"
    REFERENCE_BROKEN = "reference_broken"
    CONTENT_MISSING = "content_missing"
    CONTENT_ALTERED = "content_altered"
    CONTENT_UNUSED = "content_unused"
    CODE_TWICE = "code_twice"
    DOCUMENT_TWICE = "document_twice"
    VOTER_UNLISTED = "voter_unlisted"
    SEATED_TWICE = "seated_twice"
    VOTED_TWICE = "voted_twice"
    ONE_AND_TWO = "one_and_two"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        problem: What.
        subject: Where: a code, a kind of record, a device, the id of a commit.
        detail: Further, in the words of the field or of SQLite; may be empty.
    """

    problem: Problem
    subject: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Say it in the language of the moment."""
        where, what = self.subject, self.detail
        return {**_of_ledger(where, what), **_of_records(where, what)}[self.problem]


def _of_ledger(where: str, what: str) -> dict[Problem, str]:
    return {
        Problem.FILE_DAMAGED: tr("The file is damaged: {what}", what=what),
        Problem.COMMIT_ALTERED: tr("Act {where} is not what was signed.", where=where),
        Problem.COLUMNS_ALTERED: tr(
            "What is looked up about act {where} differs from what was signed.",
            where=where,
        ),
        Problem.ANCESTOR_MISSING: tr(
            "Act {where} stands on acts that are not here.", where=where
        ),
        Problem.CHAIN_BROKEN: tr(
            "Act {where} does not continue the history.", where=where
        ),
        Problem.OTHER_PROCESS: tr(
            "Act {where} belongs to another process.", where=where
        ),
        Problem.SEAL_FALSE: tr("The seal of device {where} is false.", where=where),
        Problem.SEAL_MISSING: tr(
            "Device {where} has acts that no seal vouches for.", where=where
        ),
        Problem.CERTIFICATE_FALSE: tr(
            "The certificate of device {where} was not signed by the office.",
            where=where,
        ),
        Problem.FORK: tr(
            "Device {where} has two histories: its file was copied or put back.",
            where=where,
        ),
        Problem.DEEDS_LOST: tr(
            "This file has lost acts {what} of device {where}: it was put back "
            "from a copy, or part of it was deleted.",
            where=where,
            what=what,
        ),
    }


def _of_records(where: str, what: str) -> dict[Problem, str]:
    return {
        Problem.TABLE_DIFFERS: tr(
            "The table {where} does not show what is on record: {what}.",
            where=where,
            what=what,
        ),
        Problem.SEARCH_DIFFERS: tr(
            "The search does not know what is on record: {what}.", what=what
        ),
        Problem.REFERENCE_BROKEN: tr(
            "{where} refers to something that is not there: {what}.",
            where=where,
            what=what,
        ),
        Problem.CONTENT_MISSING: tr(
            "The content of the attached file {where} is missing.", where=where
        ),
        Problem.CONTENT_ALTERED: tr(
            "The content {where} is not what was attached.", where=where
        ),
        Problem.CONTENT_UNUSED: tr(
            "The content {where} belongs to no attached file.", where=where
        ),
        Problem.CODE_TWICE: tr("Code {where} names more than one record.", where=where),
        Problem.DOCUMENT_TWICE: tr(
            "More than one person has the document number of {where}.", where=where
        ),
        Problem.VOTER_UNLISTED: tr(
            "{what} voted in {where} without being on the attendance list.",
            where=where,
            what=what,
        ),
        Problem.SEATED_TWICE: tr(
            "{what} sits in more than one working group of {where}.",
            where=where,
            what=what,
        ),
        Problem.VOTED_TWICE: tr(
            "{what} are one person and voted in {where} more than once.",
            where=where,
            what=what,
        ),
        Problem.ONE_AND_TWO: tr(
            "{where} and {what} were found to be two people, but others make them one.",
            where=where,
            what=what,
        ),
    }
