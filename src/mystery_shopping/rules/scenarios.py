"""What 5.2.1.1 asks of the scenarios: every chosen reason has one, training is of last month."""

from __future__ import annotations

from mystery_shopping.model import Basis, Cycle, ScenarioText


def reasons_without_scenario(cycle: Cycle) -> tuple[str, ...]:
    """Return the chosen codes no scenario rests on, in the order chosen.

    Source: W-10 5.2.1.1.
    """
    used = {scenario.text.source for scenario in cycle.scenarios}
    codes = cycle.material.codes if cycle.material else ()
    return tuple(code for code in codes if code not in used)


def is_stale_training(cycle: Cycle, text: ScenarioText) -> bool:
    """Return whether a scenario rests on training of any month but N-1.

    Source: W-10 5.2.1.1.
    """
    if text.basis is not Basis.TRAINING:
        return False
    return text.held_on is None or text.held_on not in cycle.period.previous
