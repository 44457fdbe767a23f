"""Exact shares: ones out of a count, never a binary floating-point number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from mystery_shopping.errors import InvalidValue, Text

_HUNDRED = 100


@attrs.frozen
class Share:
    """`ones` out of `count`, both whole; of nothing it is undefined.

    >>> str(Share(17, 20)), Share(17, 20).is_below(Fraction(85, 100))
    ('85 %', False)
    """

    ones: int
    count: int

    @property
    def is_defined(self) -> bool:
        """Whether there was anything to take a share of."""
        return self.count > 0

    @property
    def fraction(self) -> Fraction:
        """The exact value between 0 and 1; `ZeroDivisionError` when undefined."""
        return Fraction(self.ones, self.count)

    def is_below(self, target: Fraction) -> bool:
        """Return whether the share is strictly below `target`; an undefined one is not."""
        return self.ones * target.denominator < target.numerator * self.count

    def plus(self, other: Share) -> Share:
        """Return the share of both counts together."""
        return Share(self.ones + other.ones, self.count + other.count)

    def percent(self, language: str = "en", digits: int = 1) -> str:
        """Return the share in per cent, rounded half up, a trailing zero left off.

        >>> Share(2, 3).percent("id")
        '66,7 %'
        """
        if not self.is_defined:
            return "–"
        scale = 10**digits
        rounded = (2 * self.ones * _HUNDRED * scale + self.count) // (2 * self.count)
        whole, rest = divmod(rounded, scale)
        tail = f"{rest:0{digits}d}".rstrip("0")
        point = "," if language == "id" else "."
        return f"{whole}{point}{tail} %" if tail else f"{whole} %"

    def __str__(self) -> str:
        return self.percent()


def exact_percent(value: object) -> Fraction:
    """Return a number of per cent, 0 to 100, exactly.

    Whole numbers, `Decimal`, `Fraction` and decimal text are exact; a float is refused.

    >>> exact_percent("82.5")
    Fraction(165, 2)
    """
    required = Text("persen eksak 0..100 (bukan float)", "an exact per cent 0..100 (no float)")
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal, Fraction)):
        raise InvalidValue(path="percent", required=required, actual=value)
    try:
        exact = Fraction(value)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise InvalidValue(path="percent", required=required, actual=value) from error
    if not 0 <= exact <= _HUNDRED:
        raise InvalidValue(path="percent", required=required, actual=value)
    return exact
