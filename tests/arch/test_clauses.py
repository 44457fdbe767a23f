"""Every clause of the instruction has a story, a law and a refusal among the tests."""

import ast
from collections import defaultdict

from mystery_shopping.values.clause import CLAUSES
from tests.arch.source import files_of_tests, name, tree

KINDS = ("story", "law", "refusal")


def marks() -> list[tuple[str, str, str]]:
    """Return clause number, kind and place of every `pytest.mark.clause` in the tests."""
    return [
        (*_arguments(node), f"{name(path)}:{node.lineno}")
        for path in files_of_tests()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.clause"
    ]


def _arguments(node: ast.Call) -> tuple[str, str]:
    given = dict(zip(("number", "kind"), node.args, strict=False))
    given |= {keyword.arg or "": keyword.value for keyword in node.keywords}
    number, kind = (
        ast.literal_eval(given[key]) if key in given else "" for key in ("number", "kind")
    )
    return str(number), str(kind)


def leaves() -> set[str]:
    """Return the clauses that have no clause below them; a heading lives in its descendants."""
    return {n for n in CLAUSES if not any(other.startswith(f"{n}.") for other in CLAUSES)}


def test_every_mark_names_a_clause_and_a_kind() -> None:
    """A mistyped number would count for nothing while looking like evidence."""
    wrong = [mark for mark in marks() if mark[0] not in CLAUSES or mark[1] not in KINDS]

    assert wrong == [], f"kinds are {', '.join(KINDS)}"


def test_every_clause_has_a_story_a_law_and_a_refusal() -> None:
    """An example alone does not show that a rule holds always, nor that its breach is refused."""
    found = defaultdict(set)
    for number, kind, _place in marks():
        found[number].add(kind)

    missing = [
        f"{n} lacks {kind}" for n in sorted(leaves()) for kind in KINDS if kind not in found[n]
    ]

    assert missing == [], "\n".join(missing)
