"""Forms filled by chance: mostly ones, here and there a zero with its note and right solution."""

from __future__ import annotations

from random import Random

import attrs

import mystery_shopping as ms
from mystery_shopping_cli.demo.notes import NOTES
from mystery_shopping_cli.demo.plot import Plot
from mystery_shopping_cli.wording import say

_SLIP = 0.3  # the share of ordinary forms with a zero on them, never more than one
_NOTE = ms.Text("Tidak terpenuhi: {what}", "Not done: {what}")
_SHOULD = ms.Text("Di setiap kontak: {what}", "In every contact: {what}")
_SERVICE_ZEROS = 3


@attrs.frozen
class Forms:
    """Fills the forms of one cycle as its plot asks."""

    plot: Plot
    chance: Random

    def fill(self, cycle: ms.Cycle, number: int) -> ms.EvaluateContact:
        """Return the filled form of a contact, its first version or the next."""
        contact = cycle.contact(number)
        zeros = self._zeros(cycle, contact)
        marks = {row.code: int(row not in zeros) for row in cycle.scorecard.parameters}
        findings = tuple(self._finding(cycle, contact, row) for row in zeros)
        return ms.EvaluateContact(number, marks, findings)  # type: ignore[arg-type,unused-ignore]

    def _zeros(self, cycle: ms.Cycle, contact: ms.Contact) -> tuple[ms.Parameter, ...]:
        rows = cycle.scorecard.parameters
        solution = tuple(row for row in rows if row.dimension is ms.Dimension.SOLUTION)
        service = tuple(row for row in rows if row.dimension in cycle.policy.service_dimensions)
        if contact.number == self.plot.zero:
            return solution
        if contact.number == self.plot.below:
            return tuple(self.chance.sample(service, min(_SERVICE_ZEROS, len(service))))
        if contact.number == self.plot.returned:
            return () if contact.returns else (service[-1],)
        return (self.chance.choice(rows),) if self.chance.random() < _SLIP else ()

    def _finding(self, cycle: ms.Cycle, contact: ms.Contact, parameter: ms.Parameter) -> ms.Finding:
        note, right = NOTES.get(parameter.code, (_NOTE, _SHOULD))
        if parameter.dimension is ms.Dimension.SOLUTION:
            solution = cycle.scenario(contact.plan.scenario).text.solution
        else:
            solution = say(right.fill(what=parameter.wording))
        return ms.Finding(parameter.code, say(note.fill(what=parameter.wording)), solution)
