"""Every library that the code imports is one its distribution asks for by name."""

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.arch.source import pyproject, tree
from tests.packaging.building import FOLDERS, package

# For the tests of others, who bring pytest and the servers of their own.
_FOR_TESTS = {"testing", "testing.py", "_hooks.py"}
# It exists where types are checked, and nowhere else.
_NO_LIBRARY = {"_typeshed"}


def imported(folder: Path) -> Iterator[str]:
    """Give the outermost name of each import, those inside functions as well."""
    for path in folder.rglob("*.py"):
        if not _FOR_TESTS & set(path.relative_to(folder).parts):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.partition(".")[0]


def declared(name: str) -> set[str]:
    """Return what a distribution asks for, with its extras but for that of the tests."""
    project = pyproject(FOLDERS[name])["project"]
    extras = project.get("optional-dependencies", {})
    lines = [line for key, rows in extras.items() if key != "test" for line in rows]
    rows = [Requirement(line) for line in [*project["dependencies"], *lines]]
    return {canonicalize_name(row.name) for row in rows}


@pytest.mark.parametrize("name", FOLDERS)
def test_what_the_code_imports_is_asked_for_by_name(name: str) -> None:
    """A library that only comes along with another is gone the day the other drops it.

    An import inside a function is the worst: it fails at the user's, and only at his third click.
    """
    # Of the project's own, which may be installed from the tree, the name is known.
    owners = {package(own): [own] for own in FOLDERS} | dict(packages_distributions())
    foreign = set(imported(FOLDERS[name] / "src" / package(name)))
    foreign -= {package(name), *_NO_LIBRARY, *sys.stdlib_module_names}

    undeclared = {
        root
        for root in foreign
        if declared(name).isdisjoint(canonicalize_name(owner) for owner in owners.get(root, [root]))
    }

    assert undeclared == set()
