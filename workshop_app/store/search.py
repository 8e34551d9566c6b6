"""Finding records by what is written in them, on SQLite and PostgreSQL alike.

Text is folded here, in Python, so that both databases find the same: no accents, no
capitals, words divided by single spaces.  SQLite indexes it with FTS5 and keeps the
index with triggers; PostgreSQL with a GIN index, and no extension.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, column, func, select, table, text

from workshop_app.store.derived import search_entry
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.selectable import NamedFromClause

    from workshop_app.ledger.fold import State
    from workshop_app.store.engine import Link
    from workshop_app.store.records import Shape

_WORDS: Final = re.compile(r"[^\W_]+")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_SIGNS: Final = {code: " " for code in range(128) if not _WORDS.fullmatch(chr(code))}
_SIGNS_OF_MANY: Final = {code: to for code, to in _SIGNS.items() if code}
"""The same, but for the NUL between one text and the next."""

_MOST: Final = 12
"""Words of a question that are looked for; nobody types more."""

_MAKE_SQLITE: Final = (
    (
        "CREATE VIRTUAL TABLE search_index USING fts5(folded, content='search_entry', "
        "content_rowid='n', tokenize='unicode61 remove_diacritics 2', prefix='2 3', "
        "detail=none, columnsize=0)"
    ),
)
_KEEP_SQLITE: Final = (
    (
        "CREATE TRIGGER search_added AFTER INSERT ON search_entry BEGIN "
        "INSERT INTO search_index(rowid, folded) VALUES (new.n, new.folded); END"
    ),
    (
        "CREATE TRIGGER search_removed AFTER DELETE ON search_entry BEGIN "
        "INSERT INTO search_index(search_index, rowid, folded) "
        "VALUES ('delete', old.n, old.folded); END"
    ),
    (
        "CREATE TRIGGER search_changed AFTER UPDATE ON search_entry BEGIN "
        "INSERT INTO search_index(search_index, rowid, folded) "
        "VALUES ('delete', old.n, old.folded); "
        "INSERT INTO search_index(rowid, folded) VALUES (new.n, new.folded); END"
    ),
)
_KEEP_SERVER: Final = (
    (
        "CREATE INDEX ix_search_folded ON search_entry "
        "USING gin (to_tsvector('simple', folded))"
    ),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that holds what was looked for."""

    kind: str
    id: str
    title: str


def folded(words: str) -> str:
    """Return text as it is compared: without accents, capitals and signs."""
    return _parted(_plain(words))


def _folded_all(texts: Iterable[str]) -> list[str]:
    """Return many texts folded, most of it in one go.

    NUL keeps them apart: no value of the ledger holds one.
    """
    many = _plain("\0".join(texts))
    if not many.isascii():
        return [_parted(words) for words in many.split("\0")]
    many = many.translate(_SIGNS_OF_MANY)
    return [" ".join(words.split()) for words in many.split("\0")]


def _plain(words: str) -> str:
    if not words.isascii():
        words = _MARKS.sub("", unicodedata.normalize("NFKD", words))
    return words.casefold()


def _parted(words: str) -> str:
    if words.isascii():  # four times as fast, and most texts are by now
        return " ".join(words.translate(_SIGNS).split())
    return " ".join(_WORDS.findall(words))


def _entry(kind: str, record_id: str, texts: Iterable[Any]) -> tuple[str, ...]:
    """Return the row of a record: kind, id, title, folded text."""
    said = [str(text) for text in texts if text]
    return kind, record_id, said[0] if said else "", folded(" ".join(said))


def entries(shape: Shape, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[str, ...]]:
    """Return the rows of many records, from those of their own table."""
    places = shape.searched_at
    said = [[str(row[at]) for at in places if row[at]] for row in rows]
    titles = [texts[0] if texts else "" for texts in said]
    ids = [row[0] for row in rows]
    words = _folded_all(map(" ".join, said))
    return zip([shape.kind] * len(rows), ids, titles, words, strict=True)


def entry_of(shape: Shape, record_id: str, state: State) -> tuple[str, ...]:
    """Return the row of a record, from what `project.state_of` says of it."""
    said = (state.values.get(name) for name in shape.searched)
    texts = (one for one in said if isinstance(one, str))
    return _entry(shape.kind, record_id, texts)


def drop_index(link: Link) -> None:
    """Let go of the index, before its table is dropped."""
    if link.dialect.name == "sqlite":
        for name in ("added", "removed", "changed"):
            link.script(f"DROP TRIGGER IF EXISTS search_{name}")
        link.script("DROP TABLE IF EXISTS search_index")


def remake_index(link: Link) -> None:
    """Index everything anew, so that no word stays in it that is nowhere else."""
    if link.dialect.name == "sqlite":
        link.script("INSERT INTO search_index(search_index) VALUES ('rebuild')")


def make_index(link: Link) -> None:
    """Index what is in the table in one go, and keep it up to date from now on."""
    if link.dialect.name == "sqlite":
        for words in _MAKE_SQLITE:
            link.script(words)
        link.script("INSERT INTO search_index(search_index) VALUES ('rebuild')")
        statements: tuple[str, ...] = _KEEP_SQLITE
    else:
        statements = _KEEP_SERVER
    for words in statements:
        link.script(words)


def find(link: Link, words: str, kinds: Sequence[str], limit: int) -> tuple[Found, ...]:
    """Return records that hold words beginning with each of these, oldest first.

    What has neither letters nor digits is looked for as it stands in the titles.
    """
    wanted = folded(words).split()[:_MOST]
    columns = search_entry.c
    query = select(columns.kind, columns.rec, columns.title)
    if not wanted:
        sought = " ".join(words.split())  # as titles are kept
        if not sought:
            return ()
        query = query.where(columns.title.contains(sought, autoescape=True))
    elif link.dialect.name == "sqlite":
        index = table("search_index", column("rowid"), column("search_index"))
        asked = " ".join(f'"{word}"*' for word in wanted)
        query = query.join(index, index.c.rowid == columns.n).where(
            text("search_index MATCH :asked").bindparams(bindparam("asked", asked))
        )
    else:
        asked = " & ".join(f"'{word}':*" for word in wanted)
        vector = func.to_tsvector(text("'simple'"), columns.folded)
        query = query.where(
            vector.bool_op("@@")(func.to_tsquery(text("'simple'"), asked))
        )
    if kinds:
        query = query.where(columns.kind.in_(kinds))
    query = query.order_by(columns.rec, columns.kind).limit(limit)
    return tuple(Found(*row) for row in link.select(query))


def tests(
    link: Link, words: str
) -> list[Callable[[NamedFromClause], ColumnElement[bool]]]:
    """Return, for each word, what an alias of `search_entry` must fulfil to hold it.

    As `find` understands them, one by one: records that belong together may hold one
    word each.
    """
    wanted = folded(words).split()[:_MOST]
    if wanted:
        return [partial(_holds, link, word) for word in wanted]
    sought = " ".join(words.split())
    return [partial(_titled, sought)] if sought else []


def _holds(link: Link, word: str, entry: NamedFromClause) -> ColumnElement[bool]:
    if link.dialect.name == "sqlite":
        index = table("search_index", column("rowid"), column("search_index"))
        asked: Any = bindparam(None, f'"{word}"*', unique=True)
        return entry.c.n.in_(
            select(index.c.rowid).where(index.c.search_index.op("MATCH")(asked))
        )
    vector = func.to_tsvector(text("'simple'"), entry.c.folded)
    sought = func.to_tsquery(text("'simple'"), f"'{word}':*")
    return vector.bool_op("@@")(sought)


def _titled(sought: str, entry: NamedFromClause) -> ColumnElement[bool]:
    return entry.c.title.contains(sought, autoescape=True)
