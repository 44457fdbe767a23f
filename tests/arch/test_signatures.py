"""Calls to the library read as sentences: few positional arguments, the rest by name."""

import ast
from collections.abc import Iterator

from tests.arch.source import core_files, name, plugin_files, tree

MOST_POSITIONAL = 2


def public_functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Give every function and method that is public, in a public module, with its place."""
    for path in [*core_files(), *plugin_files()]:
        if path.name[0] == "_" and path.name != "__init__.py":
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name[0] != "_":
                yield f"{name(path)}:{node.lineno} {node.name}", node


def positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the positional parameters; the one a method is called on does not count."""
    names = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args]]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def test_no_public_call_takes_more_than_two_positional_arguments() -> None:
    """A third bare argument makes every reader look up what it means."""
    found = [place for place, node in public_functions() if positional(node) > MOST_POSITIONAL]

    assert found == [], "\n".join(found)
