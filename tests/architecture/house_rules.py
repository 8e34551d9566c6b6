"""The rules no off-the-shelf linter knows: each finds its violations in a source.

A rule takes a module's path inside `workshop_app` and its text, and returns one line
for each violation, saying where it is and how to put it right.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rule = Callable[[str, str], list[str]]

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
VAGUE_NAMES = frozenset({"base", "common", "helpers", "manager", "misc", "utils"})


def fits_in_the_head(path: str, source: str) -> list[str]:
    """A module has at most 400 lines."""
    lines = source.count("\n")
    if lines <= LONGEST_MODULE:
        return []
    return [f"{path} has {lines} lines: split it by what changes together"]


def functions_fit_on_a_screen(path: str, source: str) -> list[str]:
    """A function has at most 50 lines, its documentation included."""
    found = []
    for node in nodes_of(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{path}:{node.lineno} {node.name} has {length} lines")
    return found


def says_what_it_holds(path: str, _source: str) -> list[str]:
    """A module is named after what is in it."""
    words = path.rpartition("/")[2].removesuffix(".py").split("_")
    return [
        f"{path}: {word!r} says nothing; name what it holds"
        for word in words
        if word in VAGUE_NAMES
    ]


def only_services_write(path: str, source: str) -> list[str]:
    """Transactions begin in `services/`, and nowhere else."""
    if path.startswith("services/"):
        return []
    return [
        f"{path}:{call.lineno} make it a function in services/"
        for call in calls(source)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "write"
        and last_name(call.func.value) in {"store", "_store"}
    ]


OPENS_THE_STORE = "gui/opening.py"
"""Where the window opens a store, and recognises why it cannot."""


def the_window_asks_services(path: str, source: str) -> list[str]:
    """The window imports the store for the type check alone, except to open one."""
    if not path.startswith("gui/") or path == OPENS_THE_STORE:
        return []
    unrun = {
        inner
        for node in nodes_of(source)
        if isinstance(node, ast.If) and last_name(node.test) == "TYPE_CHECKING"
        for one in node.body
        for inner in ast.walk(one)
    }
    return [
        f"{path}:{node.lineno} have it offered by services/"
        for node in nodes_of(source)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and node not in unrun
        and any(map(is_of_the_store, imported(node)))
    ]


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the dotted names an import binds or loads."""
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{name}" for name in names]
    return names


def is_of_the_store(name: str) -> bool:
    """Return whether a dotted name is `workshop_app.store` or inside it."""
    return f"{name}.".startswith("workshop_app.store.")


def nobody_turns_the_event_loop(path: str, source: str) -> list[str]:
    """Long work goes to the task lane; nobody calls `processEvents`."""
    return [
        f"{path}:{call.lineno} give the work to the task lane"
        for call in calls(source)
        if last_name(call.func) == "processEvents"
    ]


WRITES = ("INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "DROP ", "TRUNCATE ")
PROJECTOR = frozenset({"store/project.py", "store/search.py"})
"""The search index is derived too, and each database writes it in its own words."""


def only_the_projector_derives(path: str, source: str) -> list[str]:
    """Derived tables are written by the projector alone.

    Elsewhere a statement may change the ledger's own tables, which it must take from
    `workshop_app.store.tables` where everybody can see it.
    """
    if path in PROJECTOR:
        return []
    own = {
        alias.asname or alias.name
        for node in nodes_of(source)
        if isinstance(node, ast.ImportFrom)
        and node.module == "workshop_app.store.tables"
        for alias in node.names
    }
    found = [
        f"{path}:{call.lineno} only the projector writes derived tables"
        for call in calls(source)
        if changes_rows(call) and not is_ledger_table(written_table(call), own)
    ]
    found += [
        f"{path}:{node.lineno} write it with Core, on a table of the ledger"
        for node in nodes_of(source)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().startswith(WRITES)
    ]
    return found


def changes_rows(call: ast.Call) -> bool:
    """Return whether this looks like SQLAlchemy's insert, update or delete."""
    if isinstance(call.func, ast.Name):
        return call.func.id in {"insert", "update", "delete"} and bool(call.args)
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in {"insert", "delete"}
        and not call.args
        and not call.keywords
    )


def written_table(call: ast.Call) -> ast.expr:
    """Return the expression of the table a statement changes."""
    if isinstance(call.func, ast.Attribute):
        return call.func.value
    return call.args[0]


def is_ledger_table(table: ast.expr, own: set[str]) -> bool:
    """Return whether an expression is a table of `workshop_app.store.tables`."""
    if isinstance(table, ast.Attribute):
        return last_name(table.value) == "tables"
    return isinstance(table, ast.Name) and table.id in own


def sentences_are_literal(path: str, source: str) -> list[str]:
    """`tr` and `ntr` take literals: others cannot be collected for translators."""
    found = []
    for call in calls(source):
        wanted = {"tr": 1, "ntr": 2}.get(last_name(call.func), 0)
        if path != "i18n.py" and not all(map(is_sentence, call.args[:wanted])):
            found.append(
                f"{path}:{call.lineno} write the sentence out; name its values"
            )
        elif wanted and len(call.args) < wanted:
            found.append(f"{path}:{call.lineno} the sentence comes first, by position")
    return found


def sentences_can_be_collected(path: str, source: str) -> list[str]:
    """`tr` and `ntr` stand outside f-strings: inside, Babel does not find them."""
    return [
        f"{path}:{call.lineno} give the sentence a name, and put that into the f-string"
        for node in nodes_of(source)
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and last_name(call.func) in {"tr", "ntr"}
    ]


SPEAKING = frozenset(
    {
        *("echo", "secho", "confirm", "prompt", "ClickException", "UsageError"),
        *("Paragraph", "drawString", "drawCentredString", "drawRightString"),
        *("QLabel", "QPushButton", "addAction", "addRow", "setText", "setToolTip"),
        *("setPlaceholderText", "setWindowTitle", "show_saved"),
    }
)


PROGRAM = "workshop-app"
"""Our own name, the same in every language."""


def people_are_spoken_to_through_tr(path: str, source: str) -> list[str]:
    """What is shown or raised for people is never a bare literal."""
    spoken = [call for call in calls(source) if last_name(call.func) in SPEAKING]
    spoken += [
        call
        for node in nodes_of(source)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and is_super_init(call) and path != "errors.py"
    ]
    return [
        f"{path}:{call.lineno} wrap the sentence in tr()"
        for call in spoken
        if any(is_bare_text(argument) for argument in texts_of(call))
    ]


def texts_of(call: ast.Call) -> Iterator[ast.expr]:
    """Yield what a speaking call says: its first argument, and advice."""
    yield from call.args[:1]
    yield from (k.value for k in call.keywords if k.arg in {"advice", "message"})


def is_super_init(call: ast.Call) -> bool:
    """Return whether this is `super().__init__(…)`."""
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "__init__"
        and isinstance(call.func.value, ast.Call)
        and last_name(call.func.value.func) == "super"
    )


def is_bare_text(node: ast.expr) -> bool:
    """Return whether this is a literal with words in it, formatted or not."""
    if isinstance(node, ast.JoinedStr):
        return any(is_bare_text(part) for part in node.values)
    if not is_sentence(node):
        return False
    words = ast.literal_eval(node).replace(PROGRAM, "")
    return any(character.isalpha() for character in words)


def is_sentence(node: ast.expr) -> bool:
    """Return whether this is a plain literal text."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@lru_cache(maxsize=2)  # every rule reads one module before the next is read
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    """Return everything in a source."""
    return tuple(ast.walk(ast.parse(source)))


def calls(source: str) -> Iterator[ast.Call]:
    """Yield every call in a source."""
    return (node for node in nodes_of(source) if isinstance(node, ast.Call))


def last_name(node: ast.expr) -> str:
    """Return the last name of a dotted expression: `b` of `a.b`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


RULES: tuple[Rule, ...] = (
    fits_in_the_head,
    functions_fit_on_a_screen,
    says_what_it_holds,
    only_services_write,
    the_window_asks_services,
    nobody_turns_the_event_loop,
    only_the_projector_derives,
    sentences_are_literal,
    sentences_can_be_collected,
    people_are_spoken_to_through_tr,
)
