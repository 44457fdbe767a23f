"""A guard: a named condition with its code, its clause, and what would satisfy it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from mystery_shopping.errors import Text, Unmet, as_text, tell_unmet
from mystery_shopping.workflow._situation import Situation


@attrs.frozen
class Gap:
    """What a guard found wanting; `path` names the faulty part of the command.

    `clause` is given where it differs from the guard's own.
    """

    required: Text = attrs.field(converter=as_text)
    actual: Text = attrs.field(converter=as_text)
    path: str = ""
    clause: str = ""


Test = Callable[[Situation], Iterable[Gap]]

FINE: tuple[Gap, ...] = ()


@attrs.frozen(eq=False)
class Guard:
    """A condition on a row of a lifecycle; its name completes "refused because …".

    An obligation comes from W-10 and gives way to an approved deviation from its clause; anything
    else is a necessity of logic and never gives way.
    """

    name: str
    code: str
    clause: str
    is_obligation: bool
    sentence: Text
    remedy: Text
    test: Test

    def unmet(self, situation: Situation) -> tuple[Unmet, ...]:
        """Return what is not fulfilled and not waived; nothing when the guard lets pass."""
        gaps = self.test(situation)
        if gaps is FINE:
            return ()
        return tuple(self._tell(gap) for gap in gaps if not self._is_waived(gap, situation))

    def _is_waived(self, gap: Gap, situation: Situation) -> bool:
        clause = gap.clause or self.clause
        return self.is_obligation and situation.cycle.find_deviation(clause) is not None

    def _tell(self, gap: Gap) -> Unmet:
        return tell_unmet(
            (self.code, self.sentence, self.remedy),
            name=self.name,
            clause=gap.clause or self.clause,
            required=gap.required,
            actual=gap.actual,
            waivable=self.is_obligation,
            path=gap.path,
        )


def _guard(
    code: str, clause: str, sentence: Text, remedy: Text, *, is_obligation: bool
) -> Callable[[Test], Guard]:
    def build(test: Test) -> Guard:
        return Guard(test.__name__, code, clause, is_obligation, sentence, remedy, test)

    return build


def obligation(code: str, clause: str, sentence: Text, remedy: Text) -> Callable[[Test], Guard]:
    """Make a guard of a test: the instruction asks for it, a deviation may waive it."""
    return _guard(code, clause, sentence, remedy, is_obligation=True)


def necessity(code: str, clause: str, sentence: Text, remedy: Text) -> Callable[[Test], Guard]:
    """Make a guard of a test: logic asks for it, nothing waives it."""
    return _guard(code, clause, sentence, remedy, is_obligation=False)
