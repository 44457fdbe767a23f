"""What can be wrong with a piece of code: for each kind of node, the nodes to try in its place."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Node = TypeVar("Node", bound=ast.AST)

_SWAPPED: tuple[tuple[type[ast.AST], type[ast.AST]], ...] = (
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.Eq, ast.NotEq),
    (ast.Is, ast.IsNot),
    (ast.In, ast.NotIn),
    (ast.Add, ast.Sub),
    (ast.Mult, ast.Div),
    (ast.LShift, ast.RShift),
    (ast.BitAnd, ast.BitOr),
    (ast.And, ast.Or),
)
_SWAPS = {
    **dict(_SWAPPED),
    **{other: one for one, other in _SWAPPED},
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitXor: ast.BitAnd,
}
# Their loss changes no answer: how a value shows itself, how much is kept, what zip makes sure of.
SILENT = frozenset({"repr", "eq", "maxsize", "strict"})
_REFERENCE = re.compile(r"MS\d{3}|A\d{1,2}|\d(\.\d+)*(\.[A-Z])?")


def wrongs(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what to try in a node's place; most kinds of nodes have nothing."""
    for kind in type(node).__mro__:
        if kind in _WRONGS:
            yield from map(ast.fix_missing_locations, _WRONGS[kind](node))
            return


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for at, op in enumerate(node.ops):
        yield _with(node, ops=[*node.ops[:at], _swap(op), *node.ops[at + 1 :]])


def _binary(node: ast.BinOp) -> Iterator[ast.AST]:
    yield _with(node, op=_swap(node.op))


def _boolean(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=_swap(node.op))
    for at in range(len(node.values)):
        rest = _without(node.values, at)
        yield _with(node, values=rest) if len(rest) > 1 else rest[0]


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _condition(node: ast.If) -> Iterator[ast.AST]:
    yield from (_with(node, test=ast.Constant(value)) for value in (True, False))


def _choice(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)


def _filter(node: ast.comprehension) -> Iterator[ast.AST]:
    for at in range(len(node.ifs)):
        yield _with(node, ifs=_without(node.ifs, at))


def _loop(node: ast.For) -> Iterator[ast.AST]:
    yield _with(node, iter=ast.Tuple([], ast.Load()))


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool() as flag:
            yield ast.Constant(not flag)
        case int() | float() as number:
            yield ast.Constant(number + 1)
        case str() as text if _REFERENCE.fullmatch(text):
            yield ast.Constant(f"{text}9")


def _call(node: ast.Call) -> Iterator[ast.AST]:
    for at, keyword in enumerate(node.keywords):
        if keyword.arg and keyword.arg not in SILENT:
            yield _with(node, keywords=_without(node.keywords, at))


def _statement(_: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


_WRONGS: dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]] = {
    ast.Compare: _compare,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _unary,
    ast.If: _condition,
    ast.IfExp: _choice,
    ast.comprehension: _filter,
    ast.For: _loop,
    ast.Constant: _constant,
    ast.Call: _call,
    **dict.fromkeys((ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break), _statement),
}


def _swap(op: ast.AST) -> ast.AST:
    swapped: ast.AST = _SWAPS[type(op)]()
    return swapped


def _without(nodes: list[Node], at: int) -> list[Node]:
    return [*nodes[:at], *nodes[at + 1 :]]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})
