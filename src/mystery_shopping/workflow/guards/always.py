"""The guards every row has: the state, the phase, the role, and the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from mystery_shopping.errors import Text
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards._guard import FINE, Gap, necessity

CLOCK_SKEW = timedelta(minutes=5)

WRONG_STATE = (
    "MS301",
    Text(
        "sekarang {actual}; perintah ini untuk {required}", "it is {actual}; this is for {required}"
    ),
    Text("tunggu atau bawa ke {required}", "bring it to {required} first"),
)
WRONG_PHASE = (
    "MS302",
    Text(
        "siklus {actual}; perintah ini saat {required}",
        "the cycle is {actual}; this is for {required}",
    ),
    Text("bawa siklus ke {required}", "bring the cycle to {required} first"),
)
WRONG_ROLE = (
    "MS303",
    Text("peran {actual} tidak berwenang; perlu {required}", "{actual} may not; {required} may"),
    Text("minta {required}", "ask {required}"),
)


@necessity(
    "MS304",
    "6",
    Text(
        "waktu {actual} sebelum kejadian terakhir {required}",
        "{actual} is before {required}, the last event",
    ),
    Text("pakai waktu sesudah {required}", "give a time after {required}"),
)
def time_runs_backwards(s: Situation) -> Iterable[Gap]:
    """Refuse an order dated before the last event; the program allows for clocks that differ."""
    last = s.cycle.last_at
    if last is None or s.at >= last:
        return FINE
    return (Gap(last.isoformat(), s.at.isoformat(), path="at"),)
