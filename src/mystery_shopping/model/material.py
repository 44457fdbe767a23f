"""The month's material: reasons for contact of month N-1, ranked, and new products."""

from __future__ import annotations

from enum import StrEnum

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.values import Period
from mystery_shopping.values._check import code, whole, words
from mystery_shopping.values._check import kind as instance


class Kind(StrEnum):
    """The four kinds of contact of 5.1.2."""

    INFORMATION = "information"
    REQUEST = "request"
    COMPLAINT_SOLVED = "complaint_solved"
    COMPLAINT_ESCALATED = "complaint_escalated"

    @property
    def label(self) -> Text:
        """The kind in words."""
        return _LABELS[self]


_LABELS = {
    Kind.INFORMATION: Text("informasi", "information"),
    Kind.REQUEST: Text("permintaan", "request"),
    Kind.COMPLAINT_SOLVED: Text("komplain FCR", "complaint solved at first contact"),
    Kind.COMPLAINT_ESCALATED: Text("komplain yang dieskalasi", "escalated complaint"),
}


@attrs.frozen
class ReasonCount:
    """How often one reason for contact came up in a month.

    `kind` is the kind the reason is tagged with, `kinds` its contacts kind by kind where the
    source tells them apart, `day_parts` its contacts by day part (empty when times are unknown).
    """

    code: str = attrs.field(validator=code)
    count: int = attrs.field(validator=whole(0))
    kind: Kind | None = attrs.field(
        default=None, validator=attrs.validators.optional(instance(Kind))
    )
    skill: str | None = None
    title: str | None = None
    kinds: tuple[tuple[Kind, int], ...] = ()
    day_parts: tuple[tuple[str, int], ...] = ()


def _ranked(reasons: tuple[ReasonCount, ...]) -> tuple[ReasonCount, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-reason.count, reason.code)))


@attrs.frozen
class ReasonRanking:
    """The reasons for contact of one month, most frequent first, ties by code.

    `source` says where the figures come from, `choices` how they were read, `dropped` how many
    rows were left out for which reason, so that nothing is lost silently.

    Source: W-10 5.1.1; A8.
    """

    period: Period = attrs.field(validator=instance(Period))
    reasons: tuple[ReasonCount, ...] = attrs.field(converter=_ranked)
    source: str = attrs.field(validator=words)
    choices: tuple[tuple[str, str], ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()

    @reasons.validator
    def _distinct(self, _: object, value: tuple[ReasonCount, ...]) -> None:
        codes = [reason.code for reason in value]
        if len(set(codes)) < len(codes):
            required = Text("kode yang berbeda-beda", "distinct codes")
            raise InvalidValue(path="reasons", required=required, actual=sorted(codes))

    @property
    def contact_count(self) -> int:
        """The contacts of the month that carry a reason."""
        return sum(reason.count for reason in self.reasons)

    def top(self, places: int, *, per_kind: bool = False) -> tuple[ReasonCount, ...]:
        """Return the `places` most frequent reasons, overall or in each kind (A8)."""
        used = tuple(reason for reason in self.reasons if reason.count)
        if not per_kind:
            return used[:places]
        return tuple(
            reason
            for wanted in Kind
            for reason in [row for row in used if row.kind is wanted][:places]
        )

    def tied_at(self, place: int) -> tuple[ReasonCount, ...]:
        """Return the reasons that share the count of that place where the cut would part them."""
        used = [reason for reason in self.reasons if reason.count]
        if len(used) <= place or used[place].count != used[place - 1].count:
            return ()
        return tuple(reason for reason in used if reason.count == used[place - 1].count)


@attrs.frozen
class NewProduct:
    """A product or programme new to the customers, material in place of a ranking."""

    code: str = attrs.field(validator=code)
    title: str = attrs.field(validator=words)
    skill: str | None = None


@attrs.frozen
class Material:
    """What the scenarios are written on: chosen reasons, or new products in their place.

    `missing_kinds` are kinds no chosen reason carries; `tied` reasons share the last place.

    Source: W-10 5.1.2; A8.
    """

    codes: tuple[str, ...]
    from_new_products: bool
    missing_kinds: tuple[Kind, ...] = ()
    tied: tuple[str, ...] = ()
