"""A scenario: what a contacter asks, why it is asked, and what a right answer holds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from mystery_shopping.errors import Text
from mystery_shopping.values._check import day, kind, words


class Basis(StrEnum):
    """What a scenario may be built on (5.2.1.1)."""

    FREQUENT_PROBLEM = "frequent_problem"
    NEW_PRODUCT = "new_product"
    TRAINING = "training"

    @property
    def label(self) -> Text:
        """The basis in words."""
        return _LABELS[self]


_LABELS = {
    Basis.FREQUENT_PROBLEM: Text("permasalahan yang sering ditanyakan", "frequent problem"),
    Basis.NEW_PRODUCT: Text("info produk atau program baru", "new product or programme"),
    Basis.TRAINING: Text("materi training/refresh bulan lalu", "training of the month before"),
}


@attrs.frozen(kw_only=True)
class ScenarioText:
    """The wording of a scenario and what it rests on.

    `source` is the code of a chosen reason or new product, or the title of a training, which was
    `held_on` a day of month N-1. `brief` is what the contacter plays, `solution` the right answer.

    Source: W-10 5.2.1.1.
    """

    title: str = attrs.field(validator=words)
    basis: Basis = attrs.field(validator=kind(Basis))
    source: str = attrs.field(validator=words)
    brief: str = attrs.field(validator=words)
    solution: str = attrs.field(validator=words)
    skill: str | None = None
    held_on: date | None = attrs.field(default=None, validator=attrs.validators.optional(day))


@attrs.frozen
class Scenario:
    """A numbered scenario of the cycle; each revision replaces `text` and counts up."""

    number: int
    text: ScenarioText
    revision: int = 1
    written_on: date | None = None
