"""Imports point down only, and the lower half of the library touches nothing outside itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arch.source import PACKAGE, core_files, layers, module_name, name, pyproject, tree

PURE = {"errors", "values", "model", "rules", "statistics", "workflow", "reporting"}
OUTSIDE = {"os", "pathlib", "socket", "sqlite3", "logging", "random", "time", "subprocess"}
CLOCK = {"now", "utcnow", "today"}
ENGINE = "mystery_shopping.workflow._engine"

LEVEL = {layer: level for level, row in enumerate(reversed(layers())) for layer in row}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Give every imported module with its line; a relative one is made absolute."""
    home = module_name(path).split(".")
    package = home if path.name == "__init__.py" else home[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *filter(None, [node.module])])
            yield node.lineno, origin
            # `from mystery_shopping import model` names a layer only in its second half.
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def layer_of(module: str) -> str | None:
    """Return the layer a module belongs to; None for the package's face and for strangers."""
    parts = module.split(".")
    return parts[1] if parts[0] == "mystery_shopping" and len(parts) > 1 else None


def pure_files() -> list[Path]:
    """List the modules of the layers that must stay pure."""
    return [path for path in core_files() if layer_of(module_name(path)) in PURE]


def test_every_module_belongs_to_a_written_layer() -> None:
    """A module outside every layer would be free to import anything."""
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in core_files()}

    assert found - {"__init__", "_homes"} <= set(LEVEL)


def test_imports_point_down_only() -> None:
    """A lower layer that knows a higher one cannot be used or understood without it."""
    wrong = [
        f"{name(path)}:{line} imports {target}"
        for path in core_files()
        for line, target in imports(path)
        if (own := layer_of(module_name(path))) is not None
        and (other := layer_of(target)) in LEVEL
        and other != own
        and LEVEL[other] >= LEVEL[own]
    ]

    assert not wrong, "\n".join(wrong)


def test_no_layer_imports_the_face_of_the_package() -> None:
    """The package's own names are loaded lazily; a layer asking for them would go in a circle."""
    wrong = [
        f"{name(path)}:{line}"
        for path in core_files()
        if layer_of(module_name(path)) is not None
        for line, target in imports(path)
        if target == "mystery_shopping"
        or (target.startswith("mystery_shopping.") and layer_of(target) not in LEVEL)
    ]

    assert not wrong, "\n".join(wrong)


def test_the_domain_does_no_input_or_output() -> None:
    """Decisions that read a file or draw chance could not be replayed from the log."""
    wrong = [
        f"{name(path)}:{line} imports {target}"
        for path in pure_files()
        for line, target in imports(path)
        if target.split(".")[0] in OUTSIDE
    ]

    assert not wrong, "\n".join(wrong)


def test_the_domain_reads_no_clock() -> None:
    """Time arrives inside the command; a clock read below makes yesterday's verdict change."""
    wrong = [
        f"{name(path)}:{node.lineno} calls {ast.unparse(node.func)}"
        for path in pure_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
    ]

    assert not wrong, "\n".join(wrong)


def test_only_the_engine_knows_transitions() -> None:
    """The traps of that library stay in one module, and so does the cost of importing it."""
    wrong = [
        f"{name(path)}:{line}"
        for path in core_files()
        for line, target in imports(path)
        if target.split(".")[0] == "transitions" and module_name(path) != ENGINE
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("key", ["layers", "pure"])
def test_the_import_linter_holds_the_same_rules(key: str) -> None:
    """Two lists of one rule drift apart unless something compares them."""
    contracts = {row["id"]: row for row in pyproject()["tool"]["importlinter"]["contracts"]}
    rows = contracts["layers"]["layers"]
    prefix = "mystery_shopping."

    held = {
        "layers": [{part.strip(" ()") for part in row.split("|")} for row in rows],
        "pure": {module.removeprefix(prefix) for module in contracts["pure"]["source_modules"]},
    }

    # A layer that is not written yet has no module the linter could look at.
    written = {layer_of(module_name(path)) for path in pure_files()}
    assert held[key] == {"layers": layers(), "pure": written}[key]
