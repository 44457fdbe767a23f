"""The changes that test the tests are what they say, and what survived them is still there."""

from __future__ import annotations

import ast

import pytest

from tools.mutation.changes import mutants_in, mutants_of
from tools.mutation.explained import PAGE, explained, rows

CHANGES = [
    ("a < b", ["a < b → a <= b"]),
    ("a == b", ["a == b → a != b"]),
    ("a is None", ["a is None → a is not None"]),
    ("0 < a <= b", ["0 < a <= b → 0 <= a <= b", "0 < a <= b → 0 < a < b", "0 → 1"]),
    ("a + b", ["a + b → a - b"]),
    ("a // b", ["a // b → a * b"]),
    ("a and b", ["a and b → a or b", "a and b → b", "a and b → a"]),
    ("not a", ["not a → a"]),
    ("a if b else c", ["a if b else c → a", "a if b else c → c"]),
    ("[a for a in b if a]", ["for a in b if a → for a in b"]),
    ("True", ["True → False"]),
    ("2.5", ["2.5 → 3.5"]),
    ("'5.3.1'", ["'5.3.1' → '5.3.19'"]),
    ("'MS301'", ["'MS301' → 'MS3019'"]),
    ("f(a, b=c, d=e)", ["f(…) without b", "f(…) without d"]),
    ("if a: b = c", ["if a: → if True:", "if a: → if False:"]),
    ("for a in b: c = a", ["for a in b: → for a in ():"]),
    ("raise a", ["raise a → pass"]),
    ("f(a)", ["f(a) → pass"]),
]
LEFT_ALONE = [
    "import a",
    "__all__ = ['5.1']",
    "if TYPE_CHECKING: a = 1",
    "def f(a: int | None) -> list[0]: return a",
    "'A sentence.'",
    "a = 'words'",
    "T = TypeVar('T', bound=int)",
    "f = field(repr=False)",
]


@pytest.mark.parametrize("source, changes", CHANGES, ids=[source for source, _ in CHANGES])
def test_each_kind_of_code_is_changed_in_its_ways(source: str, changes: list[str]) -> None:
    """A kind that is left out makes tests look better than they are."""
    is_expression = isinstance(ast.parse(source).body[0], ast.Expr)
    module = f"x = {source}" if is_expression and source != "f(a)" else source

    found = [mutant.key.change for mutant in mutants_of("m.py", module)]

    assert found == changes


@pytest.mark.parametrize("source", LEFT_ALONE)
def test_what_no_program_runs_differently_for_is_left_alone(source: str) -> None:
    """A change that means nothing survives everything, and hides the ones that mean something."""
    assert list(mutants_of("m.py", source)) == []


def test_a_mutant_runs_differently_and_leaves_the_module_as_it_was() -> None:
    """All mutants of a module share one tree, each with its own place in it."""
    source = "def f(a):\n    return a < 1\n"
    answers = []
    for mutant in [*mutants_of("m.py", source), *mutants_of("m.py", source)]:
        space: dict[str, object] = {}
        exec(mutant.compiled(), space)  # noqa: S102 -- the two lines above
        answers.append(space["f"](1))  # type: ignore[operator]
        assert ast.unparse(mutant.tree) == source.strip()

    assert answers == [True, True] * 2


def test_the_same_change_twice_in_a_function_has_two_names() -> None:
    """A reason for one would else hide the other."""
    changes = [mutant.key.change for mutant in mutants_of("m.py", "x = (1, 1)")]

    assert changes == ["1 → 2", "1 → 2 (2)"]


def test_every_reason_is_about_a_mutant_there_is() -> None:
    """The code moved on, and a reason that stayed behind would explain something else one day."""
    reasons = explained()
    known = [mutant.key for mutant in mutants_in({reason.module for reason in reasons})]

    assert reasons
    assert [row for row in reasons if not any(key.is_meant_by(row) for key in known)] == []


def test_every_row_of_the_page_is_read() -> None:
    """A row that the program cannot read explains nothing to it."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]

    assert len(lines) == len(explained())
    assert rows(explained()[:1]).rpartition(" |")[0] in lines[0] or "| any |" in lines[0]
