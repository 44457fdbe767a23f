"""Any value of ours as plain JSON data for other programs and for ``--json``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from mystery_shopping.values import Period, Person, Share, Vector, to_utc


def plain(value: Any) -> Any:
    """Return `value` as dictionaries, lists, text, numbers and `None`.

    Instants are ISO 8601 in UTC, people ``id:role``, shares keep both counts beside the per cent.

    >>> plain(Share(1, 3))
    {'ones': 1, 'count': 3, 'percent': '33.3 %'}
    """
    if value is None or isinstance(value, (bool, int)):
        return value
    for kinds, write in _LEAVES:
        if isinstance(value, kinds):
            return write(value)
    return _container(value)


_LEAVES: tuple[tuple[tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((Share,), lambda share: {"ones": share.ones, "count": share.count, "percent": str(share)}),
    ((Enum,), lambda member: member.value),
    ((str, Fraction, Period, Person), str),
    ((datetime,), lambda at: to_utc(at).isoformat()),
    ((date, time), lambda moment: moment.isoformat()),
    ((bytes,), bytes.hex),
)


def _container(value: Any) -> Any:
    if attrs.has(type(value)):
        fields = (field.name for field in attrs.fields(type(value)) if field.init)
        return {name: plain(getattr(value, name)) for name in fields}
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, (list, tuple, Vector)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    raise TypeError(f"no plain form for {type(value).__name__}")
