"""Commands are checked where they are made, each fault under its own name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.workflow.commands import COMMANDS, Order
from tests.months import AGENT, BUDI, DEWI, nov

DAY = date(2026, 11, 20)
TEXT: Any = "text"
INSTANT: Any = nov(20)
PAIR: Any = (DAY, DAY)


def test_a_trigger_is_the_commands_name() -> None:
    """Tables, logs and the command line call one thing by one word."""
    assert ms.SelectMaterial.trigger == "select_material"
    assert ms.CloseWithDeviations.trigger == "close_with_deviations"
    assert len({command.trigger for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize(
    "make, path",
    [
        (lambda: ms.CollectReasons(TEXT), "ranking"),
        (lambda: ms.AddNewProducts(()), "products"),
        (lambda: ms.DraftScenario(TEXT), "text"),
        (lambda: ms.ReviseScenario(0, TEXT), "scenario"),
        (lambda: ms.PlanContacts(()), "contacts"),
        (lambda: ms.Assignment(0, BUDI), "contact"),
        (lambda: ms.Assignment(1, TEXT), "contacter"),
        (lambda: ms.ReassignContact(1, BUDI, ""), "reason"),
        (lambda: ms.LogAttempt(1, TEXT, nov(8)), "outcome"),
        (lambda: ms.PerformContact(contact=True, performed_at=nov(8), agent=AGENT), "contact"),
        (lambda: ms.PerformContact(1, nov(8), TEXT), "agent"),
        (lambda: ms.VoidContact(1, " "), "reason"),
        (lambda: ms.NoteNonconformity(1, "pace", "", "slow"), "note"),
        (lambda: ms.RecordDeviation("5.5", "", "train"), "reason"),
        (lambda: ms.RecordDeviation("5.5", "late", ""), "corrective_action"),
        (lambda: ms.ApproveDeviation(TEXT), "deviation"),
        (lambda: ms.MoveWindow(3, ms.Window(DAY, DAY), "x"), "week"),
        (lambda: ms.MoveWindow(2, PAIR, "x"), "window"),
        (lambda: ms.ScheduleFollowUp(1, TEXT, DAY), "measure"),
        (lambda: ms.ScheduleFollowUp(1, ms.Measure.BOTH, TEXT), "on"),
        (lambda: ms.ScheduleFollowUp(1, ms.Measure.BOTH, INSTANT), "on"),
        (lambda: ms.DeliverFollowUp(1, INSTANT), "on"),
        (lambda: ms.PlannedContact(1, TEXT, "noon"), "on"),
        (lambda: ms.PlannedContact(1, INSTANT, "noon"), "on"),
        (lambda: ms.PlannedContact(1, DAY, "noon", TEXT), "contacter"),
        (lambda: Order(ms.Close(), TEXT, nov(1)), "by"),
    ],
)
def test_a_command_of_the_wrong_kind_cannot_be_made(make: Callable[[], Any], path: str) -> None:
    """Found at the border it is the caller's own line; found inside it is a riddle."""
    with pytest.raises(ms.InvalidValue) as caught:
        make()

    assert caught.value.path == path


def test_an_order_keeps_its_time_in_utc() -> None:
    """What is compared and sealed is the instant."""
    order = Order(ms.Close(), DEWI, nov(1, 9))

    assert order.at.isoformat() == "2026-11-01T02:00:00+00:00"


def test_mappings_and_pairs_mean_the_same_marks() -> None:
    """A caller writes a dictionary; the command is frozen."""
    assert ms.EvaluateContact(1, {"pace": 1}) == ms.EvaluateContact(1, (("pace", 1),))
    assert ms.ReturnForm(1, {"pace": "x"}) == ms.ReturnForm(1, (("pace", "x"),))
