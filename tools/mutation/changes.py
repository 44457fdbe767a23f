"""Small wrong changes of a module's syntax tree, one at a time."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from types import CodeType
from typing import Any, NamedTuple

from tools.mutation.wrongs import SILENT, wrongs
from tools.place import ROOT

LIBRARY = ROOT / "src" / "mystery_shopping"
_NEGATED = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)
_CONDITIONS = (ast.If, ast.IfExp, ast.BoolOp, ast.UnaryOp)
_NO_CODE = frozenset({"annotation", "returns", "type_params", "ctx", "op", "ops"})
_LONGEST = 70
ANY = "any"


class Place(NamedTuple):
    """Where a node hangs: the field of its parent, and the place in it when that is a list."""

    parent: ast.AST
    field: str
    at: int | None

    def put(self, node: ast.AST) -> ast.AST:
        """Hang another node there and return the one that hung there before."""
        held: Any = getattr(self.parent, self.field)
        before: ast.AST = held if self.at is None else held[self.at]
        if self.at is None:
            setattr(self.parent, self.field, node)
        else:
            held[self.at] = node
        return before


class Key(NamedTuple):
    """What names a mutant and stays the same when lines move.

    `change` ends in a number where the same change is possible more than once in a function.
    """

    module: str
    function: str
    change: str

    def is_meant_by(self, reason: "Key") -> bool:
        """Tell whether a reason is about this mutant: one without a change is about them all."""
        same = (self.module, self.function) == (reason.module, reason.function)
        return same and reason.change in {self.change, ANY}


class Mutant(NamedTuple):
    """One wrong module: what is wrong with it, on which line, and how to make it."""

    key: Key
    line: int
    tree: ast.Module
    place: Place
    wrong: ast.AST

    def compiled(self) -> CodeType:
        """Return the code of the wrong module; the tree is left as it was."""
        right = self.place.put(self.wrong)
        try:
            return compile(self.tree, self.key.module, "exec", dont_inherit=True)
        finally:
            self.place.put(right)


def mutants_in(parts: Iterable[str]) -> Iterator[Mutant]:
    """Yield the mutants of modules, or of all in a folder, named from the package on."""
    for part in parts:
        place = LIBRARY / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            name = file.relative_to(LIBRARY).as_posix()
            yield from mutants_of(name, file.read_text(encoding="utf-8"))


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its text.

    Annotations, imports, docstrings and sentences are left alone: no program runs differently
    for them, and other tests read them.
    """
    tree = ast.parse(source)
    seen: Counter[tuple[str, str]] = Counter()
    for function, node, place in _nodes(tree, "", Place(tree, "", None)):
        for wrong in () if _is_tried_already(node, place) else wrongs(node):
            change = _described(node, wrong)
            seen[function, change] += 1
            count = seen[function, change]
            key = Key(module, function, change if count == 1 else f"{change} ({count})")
            yield Mutant(key, _line(node, place), tree, place, wrong)


def _nodes(node: ast.AST, function: str, place: Place) -> Iterator[tuple[str, ast.AST, Place]]:
    if _is_for_nobody(node):
        return
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".lstrip(".")
    yield function or "module", node, place
    for field, value in ast.iter_fields(node):
        children = [] if field in _NO_CODE else value if isinstance(value, list) else [value]
        for index, child in enumerate(children):
            if isinstance(child, ast.AST):
                where = Place(node, field, index if isinstance(value, list) else None)
                yield from _nodes(child, function, where)


def _is_tried_already(node: ast.AST, place: Place) -> bool:
    """Tell whether a comparison is a whole condition, which is tried as true and as false."""
    is_condition = isinstance(place.parent, _CONDITIONS)
    return is_condition and isinstance(node, ast.Compare) and isinstance(node.ops[-1], _NEGATED)


def _is_for_nobody(node: ast.AST) -> bool:
    """Tell what no program runs differently: what types, sentences and `repr` are made of."""
    match node:
        case ast.keyword(arg=name):
            return name in SILENT
        case (
            ast.Import()
            | ast.ImportFrom()
            | ast.If(test=ast.Name(id="TYPE_CHECKING"))
            | ast.Assign(targets=[ast.Name(id="__all__")])
            | ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar")))
            | ast.FunctionDef(decorator_list=[ast.Name(id="overload")])
            | ast.Expr(value=ast.Constant(value=str()))
        ):
            return True
    return False


def _line(node: ast.AST, place: Place) -> int:
    # The filter of a comprehension has no line of its own.
    line: int = (node if hasattr(node, "lineno") else place.parent).lineno  # type: ignore[attr-defined]
    return line


def _described(node: ast.AST, wrong: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(wrong, ast.Call):
        (lost,) = {word.arg for word in node.keywords} - {word.arg for word in wrong.keywords}
        return f"{_short(node.func)}(…) without {lost}"
    return f"{_short(node)} → {_short(wrong)}"


def _short(node: ast.AST) -> str:
    """Write a node on one line: a statement by its head, and from a long one both ends."""
    text = ast.unparse(node).partition("\n")[0].strip()
    half = _LONGEST // 2 - 1
    return text if len(text) <= _LONGEST else f"{text[:half]} … {text[-half:]}"
