"""Bring the translators' catalogues up to date with what the program says.

Run by hand after sentences were added or changed.  New ones come in empty, those that
nobody says any more leave, the others stay as they were.  Sorted, without line numbers
or dates, so that the same sources give the same bytes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "workshop_app"
FOLDER = ROOT / "resources" / "translations"
KEYWORDS = {"tr": None, "ntr": (1, 2)}


def said_in(folder: Path) -> Catalog:
    """Return every sentence a folder of Python sources says."""
    catalogue = Catalog()
    found = extract_from_dir(
        folder, method_map=[("**.py", "python")], keywords=KEYWORDS
    )
    for file, line, message, comments, _context in found:
        catalogue.add(message, None, [(file, line)], auto_comments=comments)
    return catalogue


def up_to_date(text: str, said: Catalog) -> str:
    """Return the text of a catalogue that holds what is said, and nothing else.

    Args:
        text: The catalogue as it is; what stands before its first empty line, the
            header, is kept to the letter.
        said: Every sentence of the program.
    """
    header = text.partition("\n\n")[0].rstrip("\n")
    known = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    catalogue = Catalog(locale=known.locale)
    for message in said:
        if message.id:
            other = known.get(message.id)
            catalogue.add(message.id, other.string if other else None)
    body = io.BytesIO()
    write_po(body, catalogue, sort_output=True, omit_header=True)
    return f"{header}\n\n{body.getvalue().decode().strip()}\n"


def untranslated(text: str) -> int:
    """Return how many sentences of a catalogue have no translation yet."""
    catalogue = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    strings = [message.string for message in catalogue if message.id]
    return sum(not (all(s) if isinstance(s, tuple | list) else s) for s in strings)


def main() -> None:
    """Update every catalogue, and say how many sentences wait for a translator."""
    said = said_in(SOURCES)
    for path in sorted(FOLDER.rglob("*.po")):
        text = up_to_date(path.read_text("utf-8"), said)
        path.write_text(text, "utf-8", newline="\n")
        name = path.relative_to(FOLDER)
        print(f"{name}: {untranslated(text)} to translate", file=sys.stderr)


if __name__ == "__main__":
    main()
