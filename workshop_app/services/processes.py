"""Founding a process and setting its frame: office, rules, stages, themes."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from workshop_app.clock import Clock, system_clock
from workshop_app.domain import text
from workshop_app.domain.identity import office_id
from workshop_app.domain.labels import label
from workshop_app.domain.process import Office, Rules, RulesDraft, Stage, Theme
from workshop_app.domain.records import from_draft
from workshop_app.domain.vocabulary import StageKind
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.references import require_known
from workshop_app.store import Deed, Founding, Store

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.ids import IdSource
    from workshop_app.store import Reader, Seen, Transaction


class Surroundings(TypedDict, total=False):
    """How a new store is kept, and where time and ids come from.

    Attributes:
        plain: Without encryption, for a sample only.
        passphrase: Wraps the key in a file, beside the system's keyring.
        clock, ids: The time and new ids; fixed for the sample and tests.
        home: The folder where keys and settings live.
    """

    plain: bool
    passphrase: str | None
    clock: Clock
    ids: IdSource | None
    home: Path | None


def found_process(
    location: str,
    title: str,
    operator_name: str,
    rules: RulesDraft | None = None,
    **surroundings: Unpack[Surroundings],
) -> Store:
    """Create a store with a new process in it, ready for its first session.

    The store itself makes the founding deed; the rules of decision and the usual
    seven stages follow as deeds of the founder.

    Args:
        location: A path that does not exist yet, or a database URL.
        title: What everybody calls the process.
        operator_name: The person at the keyboard, its first operator.
        rules: How it decides; the legal defaults from today on if not given.
        surroundings: How the store is kept; see `Surroundings`.

    Returns:
        The open store.

    Raises:
        AppError: If title, name or rules will not do, or the place is taken.
    """
    clock = surroundings.get("clock", system_clock)
    draft = (rules or RulesDraft(effective_on=clock().date())).cleaned()
    founding = Founding(title=text.title(title), operator_name=operator_name)
    store = Store.create(location, founding, **surroundings)
    try:
        set_rules(store, draft)
        _add_usual_stages(store)
    except BaseException:
        store.close()
        raise
    return store


def amend_office(
    store: Store, *, seen: Seen | None = None, reason: str = "", **changes: Any
) -> None:
    """Change what stands at the head and foot of the office's papers.

    Args:
        store: Where the process is kept.
        seen: What the person saw, if it was shown.
        reason: Why, if the person says so.
        changes: Fields of `Office` with their new values.

    Raises:
        RecordMissingError: If the signatory is nobody on record.
        ChangedSinceError: If one of the fields moved on since it was seen.
        AppError: As `Office.cleaned`.
    """
    with store.write(Deed(code=DeedCode.AMEND_OFFICE, reason=reason)) as tx:
        office = tx.get(Office, office_id(store.process_id))
        changed = dataclasses.replace(office, **changes, id=office.id).cleaned()
        require_known(tx, changed, office)
        tx.save(changed, seen=seen)


def set_rules(store: Store, draft: RulesDraft, *, reason: str = "") -> str:
    """Set how the process decides, as the next version; earlier ones stay.

    Returns:
        The id of the new version.

    Raises:
        AppError: If the draft will not do.
    """
    clean = draft.cleaned()
    with store.read() as reader:
        version = _next_version(reader)
    deed = Deed(code=DeedCode.SET_RULES, arguments={"version": version}, reason=reason)
    with store.write(deed) as tx:
        numbered = dataclasses.replace(clean, version=_next_version(tx))
        rules = from_draft(Rules, numbered, id=tx.new_id())
        tx.add(rules)
    return rules.id


def add_stage(
    store: Store, kind: StageKind, title: str, code: str | None = None
) -> str:
    """Add a stage at the end of the process; return its id."""
    clean = text.title(title)
    deed = Deed(code=DeedCode.ADD_STAGE, arguments={"title": clean})
    with store.write(deed) as tx:
        stage = Stage(
            **identity(tx, Stage, code),
            stage_kind=kind,
            title=clean,
            position=_next_position(tx, Stage),
        )
        tx.add(stage)
    return stage.id


def add_theme(store: Store, title: str, code: str | None = None) -> str:
    """Add a theme at the end of the list; return its id."""
    clean = text.title(title)
    deed = Deed(code=DeedCode.ADD_THEME, arguments={"title": clean})
    with store.write(deed) as tx:
        theme = Theme(
            **identity(tx, Theme, code),
            title=clean,
            position=_next_position(tx, Theme),
        )
        tx.add(theme)
    return theme.id


def _add_usual_stages(store: Store) -> None:
    kinds = tuple(StageKind)
    deed = Deed(code=DeedCode.ADD_STAGES, arguments={"count": len(kinds)})
    with store.write(deed) as tx:
        codes = tx.next_codes(Stage, len(kinds))
        tx.add_all(
            Stage(
                id=tx.new_id(),
                code=code,
                stage_kind=kind,
                title=label(kind),
                position=position,
            )
            for position, (kind, code) in enumerate(
                zip(kinds, codes, strict=True), start=1
            )
        )


def amend_stage(
    store: Store,
    stage_id: str,
    *,
    title: str | None = None,
    position: int | None = None,
) -> None:
    """Give a stage another title, or another place in the order of the process.

    The stages between its old place and its new one move up or down by one.

    Raises:
        AppError: If the title will not do, or the stage is not there.
    """
    deed = _naming(store, DeedCode.AMEND_STAGE, Stage, stage_id, title)
    with store.write(deed) as tx:
        _reworded(tx, Stage, stage_id, title)
        _moved(tx, Stage, stage_id, position)


def amend_theme(
    store: Store,
    theme_id: str,
    *,
    title: str | None = None,
    position: int | None = None,
) -> None:
    """Give a theme another title, or another place on the list; see `amend_stage`.

    Raises:
        AppError: If the title will not do, or the theme is not there.
    """
    deed = _naming(store, DeedCode.AMEND_THEME, Theme, theme_id, title)
    with store.write(deed) as tx:
        _reworded(tx, Theme, theme_id, title)
        _moved(tx, Theme, theme_id, position)


def _naming(
    store: Store,
    code: DeedCode,
    record: type[Stage | Theme],
    record_id: str,
    worded: str | None,
) -> Deed:
    with store.read() as reader:
        before = reader.get(record, record_id).title
    title = before if worded is None else text.title(worded)
    return Deed(code=code, arguments={"title": title})


def _reworded(
    tx: Transaction, record: type[Stage | Theme], record_id: str, worded: str | None
) -> None:
    if worded is not None:
        known = tx.get(record, record_id)
        tx.save(dataclasses.replace(known, title=text.title(worded)))


def _moved(
    tx: Transaction, record: type[Stage | Theme], record_id: str, position: int | None
) -> None:
    if position is None:
        return
    ordered = [one for one in tx.all(record) if one.id != record_id]
    ordered.insert(max(position, 1) - 1, tx.get(record, record_id))
    for place, one in enumerate(ordered, start=1):
        tx.save(dataclasses.replace(one, position=place))


def _next_version(reader: Reader) -> int:
    """Return the number after the highest there is."""
    return max((one.version for one in reader.all(Rules)), default=0) + 1


def _next_position(tx: Transaction, record: type[Stage | Theme]) -> int:
    return max((one.position for one in tx.all(record)), default=0) + 1
