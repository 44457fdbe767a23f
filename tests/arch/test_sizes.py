"""Modules and functions stay small enough to be read at one sitting."""

import ast
import re
import statistics
from collections.abc import Callable
from pathlib import Path

from tests.arch.source import ROOT, core_files, name, plugin_files, tree

MODULE_WALL = 300
FUNCTION_WALL = 40


def files() -> list[Path]:
    """List everything that ships, and the project's own commands."""
    return [*core_files(), *plugin_files(), ROOT / "dev.py", *sorted(ROOT.glob("tools/**/*.py"))]


def functions() -> dict[str, int]:
    """Return the length in lines of each function, by its place; docstrings count."""
    return {
        f"{name(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno)
        - node.lineno
        + 1
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def is_one_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does and holds no second one."""
    return text.endswith((".", "?", "!")) and not re.search(r"[.!?]\s+[A-Z]", text)


def test_no_module_passes_the_wall() -> None:
    """A file of many hundred lines has many subjects, and nobody dares to touch it."""
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files()}

    assert [f"{place}: {size}" for place, size in sizes.items() if size > MODULE_WALL] == []


def test_no_function_passes_the_wall(record_property: Callable[[str, object], None]) -> None:
    """A function that needs scrolling does more than one thing; the aim is 25 lines."""
    sizes = functions()

    record_property("median_function_lines", statistics.median(sizes.values()))
    assert [f"{place}: {size}" for place, size in sizes.items() if size > FUNCTION_WALL] == []


def test_the_usual_function_is_short() -> None:
    """The wall holds the worst one; this holds the habit."""
    assert statistics.median(functions().values()) <= 12, "the median function is too long"


def test_every_module_opens_with_one_sentence() -> None:
    """A subject that takes two sentences to name is two subjects."""
    opening = {
        name(path): (ast.get_docstring(tree(path)) or "").split("\n\n")[0].replace("\n", " ")
        for path in files()
    }

    assert [
        f"{place}: {text}" for place, text in opening.items() if not is_one_sentence(text)
    ] == []
