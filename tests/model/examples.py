"""For each property a table that breaks it: what an innocent change of a row would let happen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from mystery_shopping.model import ContactState, CycleState
from mystery_shopping.values import Role
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import TABLES, Row
from tests.model.abstract import Reading
from tests.model.mutants import with_row
from tests.model.walking import Tables

CYCLE, CONTACT, FOLLOW_UP = Lifecycle
C, K = CycleState, ContactState
FORMS = Reading(papers=())
SIGNED = Reading(contacts=0, papers=("other", "move"))
WAIVED = Reading(contacts=0, papers=("whole", "single"))


@attrs.frozen
class Example:
    """A change of the row of a trigger from a state, in words; without `change` the row is gone."""

    words: str
    lifecycle: Lifecycle
    trigger: str
    source: str
    change: Callable[[Row], Row] | None = None
    reading: Reading = FORMS

    def tables(self) -> Tables:
        """Return the tables with the change."""
        rows = TABLES[self.lifecycle]
        place = next(
            n for n, r in enumerate(rows) if r.trigger == self.trigger and self.source in r.sources
        )
        changed = self.change(rows[place]) if self.change else None
        return with_row(self.lifecycle, place, changed)


def _with(**changes: Any) -> Callable[[Row], Row]:  # noqa: ANN401 - fields of a row
    return lambda row: attrs.evolve(row, **changes)


def _without(guard: str) -> Callable[[Row], Row]:
    return lambda row: attrs.evolve(
        row, guards=tuple(other for other in row.guards if other.name != guard)
    )


EXAMPLES: dict[str, Example] = {
    "reached": Example("nobody can `VerifyFollowUp`", FOLLOW_UP, "verify_follow_up", "delivered"),
    "walked": Example(
        "nobody can `HandOverNonconformities`", CYCLE, "hand_over_nonconformities", C.REPORTED
    ),
    "an end": Example(
        "`ApproveDeviation` is not possible any more once the month is reported",
        CYCLE,
        "approve_deviation",
        C.REPORTED,
        lambda row: attrs.evolve(row, sources=row.sources[:-1]),
        SIGNED,
    ),
    "cancelled": Example(
        "`Cancel` is not possible while forms are collected",
        CYCLE,
        "cancel",
        C.COLLECTING,
        lambda row: attrs.evolve(
            row, sources=tuple(state for state in row.sources if state != C.COLLECTING)
        ),
    ),
    "silence": Example(
        "`VoidContact` counts in every phase",
        CONTACT,
        "void_contact",
        K.PLANNED,
        _with(during=()),
    ),
    "settled": Example(
        "`ReturnForm` also takes back an accepted form",
        CONTACT,
        "return_form",
        K.WITH_ANALYST,
        _with(sources=(K.WITH_ANALYST, K.ACCEPTED)),
    ),
    "5.5": Example(
        "`CloseWithDeviations` does not ask for a deviation",
        CYCLE,
        "close_with_deviations",
        C.REPORTED,
        _without("check_without_deviation"),
        WAIVED,
    ),
    "green": Example(
        "`Close` does not ask for the checks", CYCLE, "close", C.REPORTED, _without("check_not_met")
    ),
    "signed": Example(
        "`CloseWithDeviations` does not ask for a deviation",
        CYCLE,
        "close_with_deviations",
        C.REPORTED,
        _without("check_without_deviation"),
        SIGNED,
    ),
    "by the supervisor": Example(
        "`SubmitForm` of a team leader goes to the QCA",
        CONTACT,
        "submit_form",
        K.EVALUATED,
        _with(destination=K.WITH_ANALYST),
    ),
    "straight": Example(
        "`SubmitForm` by the supervisor is not chosen by route",
        CONTACT,
        "submit_form",
        K.EVALUATED,
        _with(when=None),
    ),
    "marked anew": Example(
        "`SubmitForm` also takes a returned form",
        CONTACT,
        "submit_form",
        K.EVALUATED,
        _with(sources=(K.EVALUATED, K.RETURNED)),
    ),
    "voided": Example(
        "`AcceptForm` also takes a voided contact",
        CONTACT,
        "accept_form",
        K.WITH_ANALYST,
        _with(sources=(K.WITH_ANALYST, K.VOIDED)),
    ),
    "frozen": Example(
        "`Recapitulate` does not ask for outstanding forms",
        CYCLE,
        "recapitulate",
        C.COLLECTING,
        _without("forms_outstanding"),
    ),
    "two people": Example(
        "`ApproveDeviation` does not ask who recorded it",
        CYCLE,
        "approve_deviation",
        C.OPENED,
        _without("approver_is_the_author"),
        SIGNED,
    ),
    "strangers": Example(
        "an agent, too, may `LogAttempt`, and need not be the contacter",
        CONTACT,
        "log_attempt",
        K.ASSIGNED,
        _with(who=frozenset({Role.QCO, Role.AGENT}), guards=()),
    ),
    "own contact": Example(
        "`EvaluateContact` does not ask whose contact it is",
        CONTACT,
        "evaluate_contact",
        K.PERFORMED,
        _without("not_the_contacter"),
    ),
    "hands": Example(
        "a supervisor, too, may `AcceptForm`",
        CONTACT,
        "accept_form",
        K.WITH_ANALYST,
        _with(who=frozenset({Role.QCA, Role.SPV})),
    ),
    "in its phase": Example(
        "`PerformContact` counts before execution has started",
        CONTACT,
        "perform_contact",
        K.ASSIGNED,
        _with(during=(C.ASSIGNED, C.EXECUTING)),
    ),
    "written": Example(
        "`ApproveScenarios` does not ask for a scenario",
        CYCLE,
        "approve_scenarios",
        C.MATERIAL_SELECTED,
        _without("no_scenario"),
    ),
    "given": Example(
        "`FinishExecution` does not ask for open contacts",
        CYCLE,
        "finish_execution",
        C.EXECUTING,
        _without("contacts_still_open"),
    ),
    "countable": Example("nobody can `ForwardForm`", CONTACT, "forward_form", K.WITH_SUPERVISOR),
    "sent back": Example(
        "`ReturnForm` of the supervisor leaves the form where it is",
        CONTACT,
        "return_form",
        K.WITH_SUPERVISOR,
        _with(destination=None),
    ),
    "chain": Example(
        "`HandOverFollowUp` goes to the team leader at once",
        FOLLOW_UP,
        "hand_over_follow_up",
        "opened",
        _with(destination="with_team_leader"),
    ),
}
