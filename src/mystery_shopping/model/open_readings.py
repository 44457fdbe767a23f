"""Which field of the policy answers which open reading, and the clauses it bears on."""

from __future__ import annotations

import attrs


@attrs.frozen
class OpenReading:
    """One row of the table: an A-number, the field that settles it, the clauses it bears on.

    `number` is `None` for a field that settles no open reading, `field` is `None` for a reading
    that the library fixes.
    """

    number: str | None
    field: str | None
    clauses: tuple[str, ...]


# A clock and its business day say to which date an instant belongs, wherever a date is asked for.
_DATED = ("4.2", "5.2.1.1", "5.2.1.2", "5.2.1.3", "5.3.1", "5.3.4", "5.5", "6")
_KPIS = ("5.4.1.1", "5.4.1.2", "5.4.1.3")

OPEN_READINGS: tuple[OpenReading, ...] = (
    OpenReading("A1", "week_rule", ("5.2.1.1", "5.2.1.3")),
    OpenReading("A2", "day_parts", _DATED),
    OpenReading("A3", "timezone", _DATED),
    OpenReading("A4", "occurrence", ("4.2",)),
    OpenReading("A5", "minimum_samples", ("5.2.1.2", "5.2.1.3")),
    OpenReading("A5", "outside_window", ("5.2.1.2", "5.2.1.3")),
    OpenReading("A6", "shortfall", ("5.2.1.2",)),
    OpenReading("A7", "coverage", ("5.2.1.3",)),
    OpenReading("A7", "minimum_per_day_part", ("5.2.1.3",)),
    OpenReading("A8", "top_reasons", ("5.1.2",)),
    OpenReading("A8", "ranking_scope", ("5.1.2",)),
    OpenReading("A8", "missing_kind", ("5.1.2",)),
    OpenReading("A9", "routes_by_supervisor", ("5.3.4",)),
    OpenReading("A9", "hand_in_day", ("5.3.4",)),
    OpenReading("A10", "zero_on_solution", ("5.5",)),
    OpenReading("A10", "qm_target", ("5.5",)),
    OpenReading("A10", "target_basis", ("5.5",)),
    OpenReading("A11", "dimension_kpis", _KPIS),
    OpenReading("A11", "service_dimensions", ("5.5",)),
    OpenReading("A12", "not_applicable", ("5.3.3",)),
    OpenReading("A13", "execution_form", ("5.3.2",)),
    OpenReading("A13", "evaluation_form", ("5.3.3",)),
    OpenReading("A14", None, ("5.6.2",)),
    OpenReading("A15", "follow_up_done", ("5.5",)),
    OpenReading("A16", "retention_years", ("6",)),
    OpenReading("A16", "retention_from", ("6",)),
    OpenReading("A17", None, ("5.1.1",)),
    OpenReading("A18", "agent_planning", ("3",)),
    OpenReading(None, "name", ()),
    OpenReading(None, "version", ()),
    OpenReading(None, "document_revision", ()),
    OpenReading(None, "own_team_allowed", ("5.2.2",)),
    OpenReading(None, "cycle_due_day", ("4.2",)),
    OpenReading(None, "warning_days", ("5.2.1.3", "5.3.4")),
    OpenReading(None, "agents_named_in_notices", ("5.5",)),
)
