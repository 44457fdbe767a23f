"""A mapping as the TOML it is read from, for a person to look over, change and keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import attrs

from mystery_shopping.model import Kind
from mystery_shopping_reasons.mapping import (
    INTERNAL_YES,
    MISSING,
    YES,
    Columns,
    Internal,
    Layout,
    Mapping,
    TagRule,
    Unanswered,
)

_SHOWN_COLUMNS = 100
Offer = tuple[str, TagRule | None]


def write_mapping(mapping: Mapping, *, offers: Iterable[Offer] = ()) -> str:
    """Return the TOML of a mapping; what has its usual value is left out.

    `offers` are kinds for a person to confirm: each is a comment, which does nothing yet.
    """
    parts = (
        _top(mapping),
        _columns(mapping.columns),
        _yes("answered", mapping.answered_yes, usual=YES),
        _yes("internal", mapping.internal_yes, usual=INTERNAL_YES),
        _layout(mapping.layout),
        _kinds(mapping.kinds, offers),
    )
    return "\n".join("\n".join(lines) + "\n" for lines in map(list, parts) if lines)


def write_outline(header: Sequence[str]) -> str:
    """Return the beginning of a mapping for a file whose columns say nothing by their names."""
    names = [f"# {quoted(name)}" for name in header[:_SHOWN_COLUMNS] if name]
    lines = [
        "# the columns of the file:",
        *names,
        "",
        "[columns]",
        '# reason = "..."',
        '# at = "..."',
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    # JSON writes strings as TOML reads them, but for DEL and halves of signs.
    plain = text.encode("utf-8", "replace").decode()
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def _top(mapping: Mapping) -> Iterator[str]:
    if mapping.unanswered is not Unanswered.INCLUDE:
        yield f"unanswered = {quoted(mapping.unanswered)}"
    if mapping.internal_contacts is not Internal.INCLUDE:
        yield f"internal_contacts = {quoted(mapping.internal_contacts)}"
    if mapping.missing != MISSING:
        yield f"missing = {_list(mapping.missing)}"
    if mapping.day_first is not None:
        yield f"day_first = {str(mapping.day_first).lower()}"
    if mapping.decimal is not None:
        yield f"decimal = {quoted(mapping.decimal)}"


def _columns(columns: Columns) -> Iterator[str]:
    yield "[columns]"
    for name, value in attrs.asdict(columns).items():
        if value is not None:
            yield f"{name} = {quoted(value)}"


def _yes(table: str, words: tuple[str, ...], *, usual: tuple[str, ...]) -> Iterator[str]:
    if words != usual:
        yield f"[{table}]"
        yield f"yes = {_list(words)}"


def _layout(layout: Layout) -> Iterator[str]:
    if layout != Layout():
        yield "[file]"
    if layout.header_row != Layout().header_row:
        yield f"header_row = {layout.header_row}"
    for key in ("sheet", "delimiter", "encoding"):
        value = getattr(layout, key)
        if value is not None:
            yield f"{key} = {quoted(value)}"


def _kinds(kinds: tuple[tuple[str, TagRule], ...], offers: Iterable[Offer]) -> Iterator[str]:
    offered = [(reason, rule) for reason, rule in offers if reason not in dict(kinds)]
    if kinds or offered:
        yield "[kinds]"
    for reason, rule in kinds:
        yield f"{quoted(reason)} = {_rule(rule)}"
    if offered:
        yield f"# {', '.join(Kind)}"
    for reason, offer in offered:
        yield f"# {quoted(reason)} = {_rule(offer)}"


def _rule(rule: TagRule | None) -> str:
    if rule is None or rule.column is None:
        return quoted(rule.kind or "" if rule else "")
    values = ", ".join(f"{quoted(value)} = {quoted(kind)}" for value, kind in rule.values)
    return f"{{ column = {quoted(rule.column)}, values = {{ {values} }} }}"


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, words))}]"
