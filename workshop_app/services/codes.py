"""The codes people refer to records by, and the ids that follow from given ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.document_number import code_looks_like_document
from workshop_app.domain.identity import imported_id
from workshop_app.domain.person import Person
from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.domain.records import CodedRecord
    from workshop_app.store import Transaction


class CodeTakenError(AppError):
    """Another record of the same kind already has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("The code {code} is already in use.", code=code),
            advice=tr("Choose another code, or leave it empty to be given one."),
        )
        self.code = code


class CodeIsDocumentNumberError(AppError):
    """A code that looks like a document number would stand on public paper."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("“{code}” looks like a document number.", code=code),
            advice=tr("Choose another code, or leave it empty to be given one."),
        )
        self.code = code


def identity(
    tx: Transaction, record: type[CodedRecord], code: str | None
) -> dict[str, str]:
    """Return id and code for a new record, under the code given or the next free one.

    A given code decides the id, so that two laptops that write down the same code
    speak of one record.

    Raises:
        CodeTakenError: If a record of that kind already has the code.
        CodeIsDocumentNumberError: If a person would be known by such a number.
    """
    given = " ".join((code or "").split())
    if not given:
        return {"id": tx.new_id(), "code": tx.next_code(record)}
    if record is Person and code_looks_like_document(given):
        raise CodeIsDocumentNumberError(given)
    if tx.all(record, code=given):
        raise CodeTakenError(given)
    return {"id": imported_id(tx.process_id, record.kind, given), "code": given}
