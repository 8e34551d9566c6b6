"""Why a foreign file is not read at all, and what to do about each case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


class SheetRefusedError(AppError):
    """A foreign file was refused whole; nothing of it was read.

    Attributes:
        name: The name of the file, without its folder.
    """

    def __init__(self, message: str, *, name: str, advice: str) -> None:
        super().__init__(message, advice=advice)
        self.name = name


def _save_again() -> str:
    return tr(
        "Open it in a spreadsheet program, save it as “Excel Workbook (.xlsx)” and"
        " try again."
    )


class SheetNotFoundError(SheetRefusedError):
    """There is no file of that name, or it may not be opened."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} cannot be opened.", name=name),
            name=name,
            advice=tr(
                "Check its name and folder, and that you are allowed to read it."
            ),
        )


class SheetTooLargeError(SheetRefusedError):
    """The file is larger than any list of people or proposals."""

    def __init__(self, name: str, megabytes: int, limit: int) -> None:
        super().__init__(
            tr(
                "{name} has {megabytes} MB; at most {limit} MB are read.",
                name=name,
                megabytes=megabytes,
                limit=limit,
            ),
            name=name,
            advice=tr("Take pictures out of it, or divide it into several files."),
        )


class EmptySheetError(SheetRefusedError):
    """There is nothing written in it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("There is nothing written in {name}.", name=name),
            name=name,
            advice=tr("Check that the rows are in the first sheet that is not hidden."),
        )


class SheetTooLongError(SheetRefusedError):
    """It has more rows than any register has."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            tr("{name} has more than {limit} rows.", name=name, limit=limit),
            name=name,
            advice=tr("Divide it into several files."),
        )


class SheetTooWideError(SheetRefusedError):
    """It spreads over more cells than are read, most of them empty."""

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            tr("{name} spreads over more than {limit} cells.", name=name, limit=limit),
            name=name,
            advice=tr(
                "Copy only the columns with data to a new workbook and import that one."
            ),
        )


class NotASheetError(SheetRefusedError):
    """It is some other kind of file: a PDF, a picture, a web page, a document."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is neither an Excel workbook nor a CSV file.", name=name),
            name=name,
            advice=_save_again(),
        )


class OldWorkbookError(SheetRefusedError):
    """It has the format of Excel 97-2003 (.xls), whatever its name says."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is an Excel 97-2003 workbook.", name=name),
            name=name,
            advice=_save_again(),
        )


class BinaryWorkbookError(SheetRefusedError):
    """It is an Excel binary workbook (.xlsb)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is an Excel binary workbook.", name=name),
            name=name,
            advice=_save_again(),
        )


class OpenDocumentError(SheetRefusedError):
    """It is an OpenDocument file, such as LibreOffice writes (.ods)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is an OpenDocument file.", name=name),
            name=name,
            advice=_save_again(),
        )


class StrictWorkbookError(SheetRefusedError):
    """It is a *Strict Open XML* workbook (ISO/IEC 29500 strict).

    Its name also ends in .xlsx, and a reader that does not look closely finds no
    sheets in it and no error either.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} was saved as “Strict Open XML Spreadsheet”.", name=name),
            name=name,
            advice=_save_again(),
        )


class ProtectedWorkbookError(SheetRefusedError):
    """A password is needed to open it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is protected with a password.", name=name),
            name=name,
            advice=tr("Open it, take the password away, save it and try again."),
        )


class DamagedWorkbookError(SheetRefusedError):
    """Its parts do not fit together: a broken download, a bad disk, an odd program."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} is damaged or was written by an unusual program.", name=name),
            name=name,
            advice=_save_again(),
        )


class SuspiciousWorkbookError(SheetRefusedError):
    """It is built to harm whoever opens it, or looks it.

    A real workbook shrinks 8 to 13 times; one that shrinks 1,000 times fills the
    memory of the computer when it is opened.  Nor has it two parts of one name, parts
    outside its own folder, or entities of its own.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            tr(
                "{name} is built as no spreadsheet program builds a workbook.",
                name=name,
            ),
            name=name,
            advice=tr(
                "It could harm the computer: do not open it, and ask whoever sent it"
                " for another copy."
            ),
        )


class WorkbookWithoutSheetsError(SheetRefusedError):
    """The workbook has no sheet with cells that is not hidden."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("{name} has no visible sheet with cells.", name=name),
            name=name,
            advice=tr("Make the sheet visible and save the workbook."),
        )


class NoSuchSheetError(SheetRefusedError):
    """The workbook has no sheet of the name asked for."""

    def __init__(self, name: str, sheet: str, sheets: Sequence[str]) -> None:
        super().__init__(
            tr("{name} has no sheet called “{sheet}”.", name=name, sheet=sheet),
            name=name,
            advice=tr("Its sheets are: {sheets}.", sheets=", ".join(sheets))
            if sheets
            else tr("A CSV file has no sheets; leave the name of the sheet out."),
        )
        self.sheet = sheet


class UnreadableTextError(SheetRefusedError):
    """It says it is text, and its bytes are not text in any encoding accepted."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("The letters of {name} cannot be made out.", name=name),
            name=name,
            advice=tr("Save it again as “CSV UTF-8”, or as an Excel workbook."),
        )


class UnclosedQuoteError(SheetRefusedError):
    """A quotation mark opens a cell and nothing closes it: the rest is swallowed."""

    def __init__(self, name: str, row: int) -> None:
        super().__init__(
            tr(
                "A cell of row {row} of {name} opens with a quotation mark that is"
                " never closed.",
                row=row,
                name=name,
            ),
            name=name,
            advice=tr("Close it, or save the file again from a spreadsheet program."),
        )
        self.row = row


class EndlessCellError(SheetRefusedError):
    """One cell holds more text than any cell: a quotation mark was not closed."""

    def __init__(self, name: str, row: int, limit: int) -> None:
        super().__init__(
            tr(
                "A cell of row {row} of {name} has more than {limit} characters.",
                row=row,
                name=name,
                limit=limit,
            ),
            name=name,
            advice=tr("See whether a quotation mark before it was never closed."),
        )
        self.row = row
