"""Writes the clause matrix as a page: what the code does for a clause, and which tests show it."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeGuard

from mystery_shopping.service.matrix import Condition, MatrixRow, clause_matrix
from mystery_shopping.values.clause import CLAUSES, ClauseKind
from tools.place import ROOT

PAGE = ROOT / "docs" / "reference" / "clause-matrix.md"
KINDS = ("story", "law", "refusal")
_TESTS = ("tests/**/*.py", "plugins/[!_]*/tests/**/*.py")
_MARK = "pytest.mark.clause"
_INTRO = """\
# The clause matrix

Every clause of IN.QCC.TELK.W-10, revision 02: what in the code holds it, which tests show it, and
what of the policy changes it. This page is written from the tables of the program and the marks
of the tests, and a test compares; `mystery-shopping clauses` prints it without the tests, in both
languages. What a check asks and what a reading says stands in [clauses and readings](clauses.md).

- *steps* are the [commands](lifecycles.md) that a clause asks for; *refuses* are the conditions
  of these and others, with ° where an approved deviation from the clause lets a command pass;
  *judges* is the function behind the row of the verdict; *keeps* refuses to dispose of records;
  *tells* and *reminds* are [notices](notices.md).
- *policy* holds A-numbers and fields; a number without a field is a reading the library fixes.
- *story* is an example, *law* holds whatever happens, *refusal* is what must not happen. A clause
  with a check has one of each, and so has every clause without others below it.
- [MS301 to MS303](errors.md#ms301) stand under the clause of the command they meet,
  [MS381](errors.md#ms381) also under the KPI that is missing, [MS396](errors.md#ms396) and
  [MS397](errors.md#ms397) also under the check that is red.
"""


class Evidence(NamedTuple):
    """One mark: the clause, the kind of test, and which test; a mark at no test has none."""

    number: str
    kind: str
    test: str


def evidence(root: Path = ROOT) -> list[Evidence]:
    """Return what the tests are marked with, sorted and each mark of a test once."""
    paths = sorted(path for pattern in _TESTS for path in root.glob(pattern))
    return sorted({found for path in paths for found in _marks(path, root)})


def orphans(rows: Iterable[MatrixRow], found: Iterable[Evidence]) -> list[str]:
    """Return what stands alone: a clause without its proof, a mark without its clause or test."""
    kinds: dict[str, set[str]] = defaultdict(set)
    alone = []
    for number, kind, test in found:
        kinds[number].add(kind)
        if number not in CLAUSES or kind not in KINDS or not test:
            alone.append(f"{test or 'no test'} is marked with {number!r}, {kind!r}")
    for row in rows:
        is_leaf = not any(number.startswith(f"{row.number}.") for number in CLAUSES)
        if is_leaf and row.number[0] in "456" and not row.is_enforced:
            alone.append(f"{row.number} is enforced by nothing")
        if is_leaf and row.number[0] == "5" and not row.checks:
            alone.append(f"{row.number} is judged by no check")
        if is_leaf and row.kind is ClauseKind.HEADING:
            alone.append(f"{row.number} is a heading with nothing below it")
        if is_leaf or row.checks:
            alone += [f"{row.number} lacks a {k}" for k in KINDS if k not in kinds[row.number]]
    return alone


def page() -> str:
    """Return the page as it should be."""
    found = evidence()
    return "\n".join([_INTRO, *(_section(row, found) for row in clause_matrix())])


def _section(row: MatrixRow, found: Iterable[Evidence]) -> str:
    lines = [
        ("steps", _codes(row.commands)),
        ("refuses", _listed(map(_condition, row.conditions))),
        ("judges", _codes(row.checks)),
        ("keeps", _listed(map(_condition, row.retention))),
        ("form", _listed(row.forms)),
        ("tells", _codes(row.notices)),
        ("reminds", _codes(row.reminders)),
        ("policy", _listed(row.readings) + _codes(row.fields)),
        *((kind, _tests(row.number, kind, found)) for kind in KINDS),
    ]
    said = [f"- *{name}*:{words}" for name, words in lines if words.strip()]
    if row.kind is ClauseKind.HEADING:
        said.insert(0, "- sums up the clauses below it")
    return "\n".join([f"## {row.number} {row.title.id}\n", f"{row.title.en}\n", *said, ""])


def _codes(names: Iterable[str]) -> str:
    return _listed(f"`{name}`" for name in names)


def _listed(words: Iterable[str]) -> str:
    return "".join(f" {word}," for word in words).removesuffix(",")


def _condition(row: Condition) -> str:
    sign = "°" if row.is_waivable else ""
    return f"[{row.code}](errors.md#{row.code.lower()}) `{row.name}`{sign}"


def _tests(number: str, kind: str, found: Iterable[Evidence]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for row in found:
        if (row.number, row.kind) == (number, kind):
            place, _, name = row.test.partition("::")
            by_file[place].append(name)
    return "".join(f"\n  - {place}:{_codes(names)}" for place, names in by_file.items())


def _marks(path: Path, root: Path) -> Iterator[Evidence]:
    module = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    left = {id(node): node for node in ast.walk(module) if _is_mark(node)}
    place = path.relative_to(root).as_posix()
    for function, nodes in _tests_of(module):
        for mark in filter(_is_mark, nodes):
            left.pop(id(mark), None)
            yield Evidence(*_arguments(mark), f"{place}::{function}")
    yield from (Evidence(*_arguments(mark), "") for mark in left.values())


def _tests_of(module: ast.Module) -> Iterator[tuple[str, Iterator[ast.AST]]]:
    """Give each test with its own nodes and those of the tables that its decorators name."""
    assigned = {
        target.id: node
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    # A machine of Hypothesis becomes a test by being assigned.
    yield from ((name, ast.walk(node)) for name, node in assigned.items() if name[:4] == "Test")
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            names = (n.id for d in node.decorator_list for n in ast.walk(d) if _is_name(n))
            trees = [node, *(assigned[name] for name in names if name in assigned)]
            yield node.name, (inner for tree in trees for inner in ast.walk(tree))


def _is_mark(node: ast.AST) -> TypeGuard[ast.Call]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return node.func.attr == "clause" and ast.unparse(node.func) == _MARK


def _is_name(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name)


def _arguments(mark: ast.Call) -> tuple[str, str]:
    given = dict(zip(("number", "kind"), mark.args, strict=False))
    given |= {keyword.arg or "": keyword.value for keyword in mark.keywords}
    number, kind = (
        ast.literal_eval(given[key]) if key in given else "" for key in ("number", "kind")
    )
    return str(number), str(kind)
