"""Names as people spell them: the same name written in different ways is one.

Three keys, each coarser than the one before: `folded` forgives accents, case and
punctuation; `matching_key` also the order of the words; `phonetic_key` also the
spelling, for the search at the door.  A key proposes; people decide.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['`´ʹʻʼʽˈ‘’‛′＇]")  # noqa: RUF001 all that are typed
_NO_WORD = re.compile(r"[\W_]+")

# How Spanish, Quechua and Aymara names are spelled in Peru; the order matters.
# Huamán, Guamán, Uamán and Waman; Quispe and Qispi; Ccori and Qori; Choque and Ch'uqi;
# Vásquez and Bazques; Llanos and Yanos; Ximena and Jimena.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ch+", "ĉ"),  # one sign, so that its h is not mute
        (r"sh", "s"),
        (r"ph", "p"),  # aspirated in Quechua and Aymara, never an f
        (r"th", "t"),
        (r"[kq]h", "k"),
        (r"ll", "y"),
        (r"gu(?=[ei])", "ĝ"),  # its u is mute
        (r"g(?=[ei])", "j"),
        (r"qu(?=[ei])", "k"),
        (r"[hg]?u(?=[aeio])", "w"),
        (r"c(?=[ei])", "s"),
    )
)
# Then sign by sign; Quechua and Aymara have three vowels.
_SIGNS = str.maketrans("ĝcqzvxeyo", "gkksbjiiu", "h")
_DOUBLED = re.compile(r"(.)\1+")
# What may still change its sound by what is written after it: c and ch, gu and gua.
_OPEN_END = re.compile(r"(?:c?h|[cgq]u|ll?|[cgqu])$")


def folded(text: str) -> str:
    """Return a text without case, accents, apostrophes and punctuation.

    Words stay apart by one space.  ñ counts as n, for many keyboards have none.  A
    text without any letter or digit is returned as it is, so that it still equals
    only itself.
    """
    # Before, for a lone acute accent falls apart into a space and an accent; after,
    # for some letters fall apart into an apostrophe and a letter.
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    parts = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", plain))
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return _NO_WORD.sub(" ", bare).strip() or text


def matching_key(name: str) -> str:
    """Return a key that does not depend on the order of a name's words.

    Sheets write surnames first or last, with or without a comma:
    "ACUÑA PERALTA, MARÍA GRIMANEZA" is María Grimaneza Acuña Peralta.
    """
    return " ".join(sorted(folded(name).split()))


def as_said(name: str) -> str:
    """Return a name as people are addressed: given names first.

    Lists write "Yucra Coila, Martina"; a name without its one comma is as it is said.
    """
    family, comma, given = name.partition(",")
    if not comma or not family.strip() or not given.strip() or "," in given:
        return name
    return f"{given.strip()} {family.strip()}"


def may_be_of(name: str, person: str) -> bool:
    """Return whether a name as written elsewhere may be that of a person.

    All words of the shorter stand in the longer: certificates add a second surname,
    the number of a document and what the certificate is for.
    """
    some, others = set(folded(name).split()), set(folded(person).split())
    return some <= others or others <= some


def phonetic_key(name: str) -> str:
    """Return how a name sounds in Peru, words in the order they were written.

    For proposing people while somebody types; far too coarse to decide with.
    """
    return " ".join(filter(None, (_sound(word) for word in folded(name).split())))


def phonetic_start(word: str) -> str:
    """Return how an unfinished word sounds, as far as that is settled.

    `phonetic_key` of the whole word begins with it.
    """
    return _sound(_OPEN_END.sub("", folded(word)))


def _sound(word: str) -> str:
    for pattern, sound in _SPELLINGS:
        word = pattern.sub(sound, word)
    return _DOUBLED.sub(r"\1", word.translate(_SIGNS))
