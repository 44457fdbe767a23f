"""Errors by which the domain says no, with every reason as data."""

from __future__ import annotations

import attrs

from mystery_shopping.errors._base import Refusal
from mystery_shopping.errors._text import Text, as_text, join


@attrs.frozen
class Unmet:
    """One condition that stands in a command's way.

    `clause` is the clause of W-10 behind it; `waivable` says whether an approved
    deviation would let the command through; `path` names the faulty part of the command.
    """

    code: str
    name: str
    clause: str
    required: Text
    actual: Text
    sentence: Text
    remedy: Text
    waivable: bool = False
    path: str = ""

    def say(self, language: str = "en") -> str:
        """Return the condition in one line: what stands in the way, where, and what would work."""
        place = f" @ {self.path}" if self.path else ""
        sentence, remedy = self.sentence.say(language), self.remedy.say(language)
        return f"[{self.code}] {sentence}{place} (W-10 {self.clause}): {remedy}"

    def __str__(self) -> str:
        return self.say("en")


Wording = tuple[str, Text, Text]  # a condition's code, its sentence, and what would work


def tell_unmet(
    wording: Wording,
    *,
    name: str,
    clause: str,
    required: object,
    actual: object,
    waivable: bool = False,
    path: str = "",
) -> Unmet:
    """Return the condition, what is required and what is put into its sentence and remedy."""
    code, sentence, remedy = wording
    wanted, found = as_text(required), as_text(actual)
    return Unmet(
        code=code,
        name=name,
        clause=clause,
        required=wanted,
        actual=found,
        sentence=sentence.fill(required=wanted, actual=found),
        remedy=remedy.fill(required=wanted, actual=found),
        waivable=waivable,
        path=path,
    )


class CommandRefused(Refusal):
    """A command met conditions that are not fulfilled; nothing was recorded."""

    code = "MS201"
    command: str
    unmet: tuple[Unmet, ...]

    def __init__(self, *, command: str, unmet: tuple[Unmet, ...]) -> None:
        reasons = tuple(Text(row.say("id"), row.say("en")) for row in unmet)
        text = Text("{command} ditolak: {why}", "{command} is refused: {why}").fill(
            command=command, why=join(reasons, "; ")
        )
        super().__init__(text, command=command, unmet=unmet)


class CycleAlreadyOpen(Refusal):
    """The unit already has a cycle in that month."""

    code = "MS202"
    cycle: str

    def __init__(self, *, cycle: str) -> None:
        text = Text(
            "sudah ada siklus {cycle}; lanjutkan siklus itu, atau batalkan dulu dengan alasan",
            "there is a cycle {cycle} already; go on with it, or cancel it first with a reason",
        ).fill(cycle=cycle)
        super().__init__(text, cycle=cycle)


class PlanImpossible(Refusal):
    """No plan keeps every rule; `shortages` say which people, days and day parts are short."""

    code = "MS203"
    shortages: tuple[Text, ...]

    def __init__(self, *, shortages: tuple[Text, ...]) -> None:
        text = Text("rencana tidak dapat disusun: {why}", "the plan cannot be made: {why}").fill(
            why=join(shortages, "; ")
        )
        super().__init__(text, shortages=shortages)
