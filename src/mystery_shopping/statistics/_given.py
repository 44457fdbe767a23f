"""What a statistic accepts: shares of whole counts, and a confidence between 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.values import Share

USUAL_CONFIDENCE = 0.95
MOST_TRIALS = 10**9  # beyond it an exact tail takes seconds, and no contact centre gets there


def checked(share: Share, path: str = "share") -> Share:
    """Return a share whose counts are whole and whose ones are no more than its count."""
    if not isinstance(share, Share):
        raise InvalidValue(path=path, required="Share", actual=share)
    whole(share.count, f"{path}.count", most=MOST_TRIALS)
    whole(share.ones, f"{path}.ones", most=share.count)
    return share


def measured(share: Share, path: str = "share") -> Share:
    """Return a checked share of something; a share of nothing is refused."""
    whole(checked(share, path).count, f"{path}.count", least=1)
    return share


def whole(value: object, path: str, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number (no `bool`) from `least` to `most`, or refuse it."""
    if type(value) is not int or value < least or (most is not None and value > most):
        bounds = f">= {least}" if most is None else f"{least}..{most}"
        required = Text(f"bilangan bulat {bounds}", f"an integer {bounds}")
        raise InvalidValue(path=path, required=required, actual=value)
    return value


def one_tail(confidence: float | Fraction) -> float:
    """Return the chance left in each of the two tails."""
    inside = float(confidence) if isinstance(confidence, float | Fraction) else 0.0
    if not 0 < inside < 1:
        required = Text("di antara 0 dan 1, misalnya 0.95", "between 0 and 1, such as 0.95")
        raise InvalidValue(path="confidence", required=required, actual=confidence)
    return (1 - inside) / 2


def mapping(value: object, path: str) -> None:
    """Refuse what is not a mapping from codes."""
    if not isinstance(value, Mapping):
        required = Text("pemetaan dari kode", "a mapping from codes")
        raise InvalidValue(path=path, required=required, actual=value)
