"""The month as the model sees it: phase, contacts, follow-up, papers, and nothing else."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import attrs

from mystery_shopping.model import ContactState, CycleState, FollowUpDone, FollowUpState
from mystery_shopping.values import Role

ABSENT = ""
NOBODY = ""
DONE: dict[FollowUpDone, frozenset[str]] = {
    FollowUpDone.SCHEDULED: frozenset({"scheduled", "delivered", "verified"}),
    FollowUpDone.DELIVERED: frozenset({"delivered", "verified"}),
    FollowUpDone.VERIFIED: frozenset({"verified"}),
}
SETTLED = frozenset({ContactState.ACCEPTED, ContactState.VOIDED})
ENDS = frozenset(state for state in CycleState if state.is_final)
_LATE = frozenset(CycleState) - {
    CycleState.OPENED,
    CycleState.MATERIAL_SELECTED,
    CycleState.SCENARIOS_READY,
    CycleState.ASSIGNED,
    CycleState.EXECUTING,
}


class Paper(IntEnum):
    """How far something that needs a second signature has come."""

    NONE = 0
    RECORDED = 1
    APPROVED = 2


class Form(NamedTuple):
    """One contact: its state, its contacter's role, and what the state alone does not tell.

    `marked`: filled since it was performed or last returned; `seen`: let through by a supervisor
    since it was last filled; `was_voided`: voided at some time.
    """

    state: str = ABSENT
    role: str = NOBODY
    marked: bool = False
    seen: bool = False
    was_voided: bool = False


class Papers(NamedTuple):
    """The deviation from 5.5, that from the other clauses, the one follow-up's, a window's move."""

    whole: int = Paper.NONE
    other: int = Paper.NONE
    single: int = Paper.NONE
    move: int = Paper.NONE


class State(NamedTuple):
    """One month; `red` says whether a check other than that of 5.5 is not green."""

    phase: str = CycleState.OPENED
    drafted: bool = False
    contacts: tuple[Form, ...] = ()
    follow_up: str = ABSENT
    red: bool = False
    handed_over: bool = False
    papers: Papers = Papers()


@attrs.frozen
class Reading:
    """What the model is told of the policy, and how much of a month it follows.

    Papers that are not followed are not written; when that of the other clauses is among them, it
    counts as approved from the start. So products stay small.
    """

    done: FollowUpDone = FollowUpDone.DELIVERED
    routes: frozenset[Role] = frozenset({Role.TL})
    contacts: int = 1
    papers: tuple[str, ...] = Papers._fields

    @property
    def start(self) -> State:
        """The month on its first day."""
        papers = Papers() if "other" in self.papers else Papers(other=Paper.APPROVED)
        return State(contacts=(Form(),) * self.contacts, papers=papers)


def follow_up_met(state: State, reading: Reading) -> bool:
    """Return whether the check of 5.5 is green: nobody to follow up, or followed up (A15)."""
    return state.follow_up == ABSENT or state.follow_up in DONE[reading.done]


def follow_up_conceded(state: State) -> bool:
    """Return whether 5.5 is waived, as a whole or for the one follow-up there is."""
    return state.papers.whole == Paper.APPROVED or state.follow_up == FollowUpState.WAIVED


def at_rest(state: State) -> State:
    """Return a state with what no longer matters left out, so that months that are alike are one.

    A window that was moved matters to no guard that is read exactly, once execution is over.
    """
    contacts = tuple(sorted(state.contacts))
    papers = state.papers
    if papers.move and state.phase in _LATE:
        papers = papers._replace(move=Paper.NONE)
    if state.phase in ENDS:
        return State(state.phase, contacts=contacts, follow_up=state.follow_up, papers=papers)
    return state._replace(contacts=contacts, papers=papers)
