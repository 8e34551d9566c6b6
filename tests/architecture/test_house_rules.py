"""Every rule of the house holds, and is seen to catch a planted violation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workshop_app
from tests.architecture import house_rules
from tests.architecture.house_rules import RULES

if TYPE_CHECKING:
    from tests.architecture.house_rules import Rule

PACKAGE = Path(workshop_app.__file__).parent

LONG_FUNCTION = "def f() -> None:\n" + "    g()\n" * 50

LOST_ERROR = """
class LostError(AppError):
    def __init__(self) -> None:
        super().__init__(tr("Lost."), advice="Look for it.")
"""

PLANTED = [
    (house_rules.fits_in_the_head, "store/people.py", "x = 1\n" * 401),
    (house_rules.functions_fit_on_a_screen, "store/people.py", LONG_FUNCTION),
    (house_rules.functions_fit_on_a_screen, "a.py", f"async {LONG_FUNCTION}"),
    (house_rules.says_what_it_holds, "domain/date_utils.py", ""),
    (house_rules.says_what_it_holds, "store/base.py", ""),
    (house_rules.only_services_write, "cli/people.py", "with store.write(t): ..."),
    (house_rules.only_services_write, "gui/a.py", "self._store.write(deed)"),
    (
        house_rules.the_window_asks_services,
        "gui/live/a.py",
        "from workshop_app.store.errors import ChangedSinceError",
    ),
    (house_rules.the_window_asks_services, "gui/a.py", "import workshop_app.store"),
    (
        house_rules.the_window_asks_services,
        "gui/a.py",
        "def f() -> None:\n    from workshop_app import store",
    ),
    (
        house_rules.the_window_asks_services,
        "gui/a.py",
        "if TYPE_CHECKING:\n    pass\nelse:\n    import workshop_app.store.errors",
    ),
    (house_rules.nobody_turns_the_event_loop, "gui/a.py", "app.processEvents()"),
    (
        house_rules.only_the_projector_derives,
        "store/people.py",
        "connection.execute(insert(people).values(name=name))",
    ),
    (
        house_rules.only_the_projector_derives,
        "store/people.py",
        "delete(records.table_of(kind))",
    ),
    (house_rules.only_the_projector_derives, "store/a.py", "people.insert()"),
    (
        house_rules.only_the_projector_derives,
        "services/a.py",
        "run('UPDATE person SET name = ?')",
    ),
    (house_rules.sentences_are_literal, "store/errors.py", "tr(sentence)"),
    (house_rules.sentences_are_literal, "cli/a.py", "tr(f'{n} people')"),
    (house_rules.sentences_are_literal, "cli/a.py", "ntr('One', many, n)"),
    (house_rules.sentences_are_literal, "cli/a.py", "ntr('One', count=n)"),
    (house_rules.sentences_can_be_collected, "cli/a.py", "f\"{name}: {tr('Yes')}\""),
    (house_rules.people_are_spoken_to_through_tr, "cli/a.py", "click.echo('Done.')"),
    (
        house_rules.people_are_spoken_to_through_tr,
        "cli/a.py",
        "click.echo(f'{n} people')",
    ),
    (
        house_rules.people_are_spoken_to_through_tr,
        "store/errors.py",
        LOST_ERROR,
    ),
]

INNOCENT = """
from workshop_app.store.tables import seal

def f(store, path, digest):
    path.write(b"")
    digest.update(b"")
    store.read()
    lines.insert(0, "x")
    insert(seal)
    update(tables.local).values(value="")
    click.echo(tr("Done with {name}.", name="x"))
    click.echo("-" * 3)
    click.echo(f"workshop-app {version}")
    click.echo(f"{a}: {b}")
    ntr("{count} person", "{count} people", 3)
"""


def modules() -> list[str]:
    return sorted(p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py"))


@pytest.fixture(scope="module")
def broken() -> dict[Rule, list[str]]:
    """Where each rule is broken: every module is read once, by all of them."""
    found: dict[Rule, list[str]] = {rule: [] for rule in RULES}
    for path in modules():
        source = (PACKAGE / path).read_text("utf-8")
        for rule in RULES:
            found[rule] += rule(path, source)
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_holds_everywhere(rule: Rule, broken: dict[Rule, list[str]]) -> None:
    assert not broken[rule], "\n".join(broken[rule])


@pytest.mark.parametrize(("rule", "path", "source"), PLANTED)
def test_a_planted_violation_is_caught(rule: Rule, path: str, source: str) -> None:
    assert rule(path, source)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_innocent_code_passes(rule: Rule) -> None:
    assert not rule("store/people.py", INNOCENT)


def test_every_rule_has_a_planted_violation() -> None:
    planted = {rule for rule, _, _ in PLANTED}

    assert planted == set(RULES)


def test_the_projector_may_write_what_it_derives() -> None:
    source = "insert(table)"

    assert not house_rules.only_the_projector_derives("store/project.py", source)


def test_services_may_write() -> None:
    source = "with store.write(deed) as tx: ..."

    assert not house_rules.only_services_write("services/people.py", source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("gui/a.py", "if TYPE_CHECKING:\n    from workshop_app.store import Store"),
        ("gui/a.py", "from workshop_app.services.conflicts import Seen"),
        ("gui/opening.py", "from workshop_app.store import Store"),
        ("cli/opening.py", "from workshop_app.store import Store"),
    ],
)
def test_the_window_may_name_the_types_of_the_store_and_open_one(
    path: str, source: str
) -> None:
    assert not house_rules.the_window_asks_services(path, source)
