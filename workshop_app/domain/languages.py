"""Languages by their ISO 639 codes, and which of them are heard most."""

from __future__ import annotations

from typing import Final

from workshop_app.i18n import tr

USUAL: Final = ("es", "qu", "ay", "cni", "agr", "shp")
"""Those that a form offers; any other code may stand on record."""


def language_name(code: str) -> str:  # noqa: C901, PLR0911 one line a language
    """Return the name of a language by its ISO 639 code; the code if unknown."""
    match code.split("-", maxsplit=1)[0].lower():
        case "es":
            return tr("Spanish")
        case "qu" | "quz" | "quy":
            return tr("Quechua")
        case "ay" | "aym":
            return tr("Aymara")
        case "en":
            return tr("English")
        case "cni":
            return tr("Asháninka")
        case "agr":
            return tr("Awajún")
        case "shp":
            return tr("Shipibo-Konibo")
        case "ame":
            return tr("Yanesha")
        case "tca":
            return tr("Ticuna")
        case _:
            return code
