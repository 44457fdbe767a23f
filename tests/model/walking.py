"""One step of the model: every way a command can be given in a state, held against the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from mystery_shopping.model import ContactState, FollowUpState
from mystery_shopping.values import CONTACTERS, Role
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import Row
from tests.model.abstract import ABSENT, Form, Paper, Papers, Reading, State, at_rest
from tests.model.conditions import PICKS, Try, is_sure, lets_pass

Tables = dict[Lifecycle, tuple[Row, ...]]
Change = Callable[[State, Try], tuple[State, ...]]
Lines = dict[tuple[str, str], tuple[Row, ...]]

_ROLES = tuple(sorted(str(role) for role in CONTACTERS))
_DEVIATIONS = ("whole", "other", "single")
_PAPERWORK = {
    "record_deviation": _DEVIATIONS,
    "approve_deviation": _DEVIATIONS,
    "move_window": ("move",),
    "approve_window_move": ("move",),
}


class Step(NamedTuple):
    """A command that passes: the row it walks, who may give it, and what the world makes of it.

    `must` says that nothing in the world can keep the command from passing; `outcomes` are the
    states it may lead to, and it is not for whoever gives it to choose among them.
    """

    row: Row
    attempt: Try
    roles: frozenset[Role]
    must: bool
    outcomes: tuple[State, ...]


class Walker:
    """The steps of one set of tables under one reading of the policy."""

    def __init__(self, tables: Tables, reading: Reading) -> None:
        self.reading = reading
        self.lines = {life: _by_source(rows) for life, rows in tables.items()}
        self.triggers = {
            life: tuple(dict.fromkeys(row.trigger for row in rows)) for life, rows in tables.items()
        }
        self._changes: dict[str, Change] = {
            **_CHANGES,
            "assign_contacts": self._assigned,
            "record_deviation": _written,
            "move_window": _written,
            "approve_deviation": self._signed,
            "approve_window_move": self._signed,
        }

    def steps(self, state: State) -> Iterator[Step]:
        """Give every step out of a state."""
        for trigger in self.triggers[Lifecycle.CYCLE]:
            if (state.phase, trigger) in self.lines[Lifecycle.CYCLE]:
                for attempt in self._attempts(trigger, state):
                    yield from self._of_cycle(state, attempt)
        for place, form in enumerate(state.contacts):
            if form.state != ABSENT and form not in state.contacts[:place]:
                yield from self._of_contact(state, place)
        if state.follow_up != ABSENT:
            yield from self._of_follow_up(state)

    # The cycle.

    def _of_cycle(self, state: State, attempt: Try) -> Iterator[Step]:
        row = self._find(Lifecycle.CYCLE, state.phase, state, attempt)
        if row is not None and self._passes(row, state, attempt):
            outcomes = self._after(row, state, attempt)
            if outcomes:
                yield self._step(row, state, attempt, outcomes)

    def _attempts(self, trigger: str, state: State) -> Iterator[Try]:
        if trigger == "plan_contacts":
            yield from (Try(trigger, given=given) for given in _plans(state))
        elif trigger == "assign_contacts":
            yield from self._assignments(state)
        elif trigger in _PAPERWORK:
            for paper in _PAPERWORK[trigger]:
                if paper in self.reading.papers:
                    yield Try(trigger, paper=paper)
                    if trigger.startswith("approve"):
                        yield Try(trigger, paper=paper, same=True)
        elif trigger != "revise_scenario" or state.drafted:
            yield Try(trigger)

    def _assignments(self, state: State) -> Iterator[Try]:
        choices = [
            (form, *(form._replace(state=ContactState.ASSIGNED, role=role) for role in _ROLES))
            if (form.state, "assign_contacts") in self.lines[Lifecycle.CONTACT]
            else (form,)
            for form in state.contacts
        ]
        for given in product(*choices):
            yield Try("assign_contacts", given=given)
            yield Try("assign_contacts", given=given, others=True)

    def _after(self, row: Row, state: State, attempt: Try) -> tuple[State, ...]:
        after = state._replace(phase=row.destination or state.phase)
        change = self._changes.get(attempt.trigger)
        return (after,) if change is None else change(after, attempt)

    def _assigned(self, state: State, attempt: Try) -> tuple[State, ...]:
        given = tuple(
            new._replace(state=self._assigned_to(old.state)) if new != old else old
            for old, new in zip(state.contacts, attempt.given, strict=True)
        )
        return (state._replace(contacts=given),)

    def _assigned_to(self, state: str) -> str:
        row = self.lines[Lifecycle.CONTACT][state, "assign_contacts"][0]
        return row.destination or state

    def _signed(self, state: State, attempt: Try) -> tuple[State, ...]:
        if getattr(state.papers, attempt.paper) == Paper.NONE:
            return ()
        signed = _with_paper(state, attempt.paper, Paper.APPROVED)
        if attempt.paper != "single":
            return (signed,)
        # The engine asks the follow-up's row for its state and its phase, and for nothing more.
        lines = self.lines[Lifecycle.FOLLOW_UP].get((state.follow_up, "approve_deviation"), ())
        if not lines or (lines[0].during and state.phase not in lines[0].during):
            return ()
        return (signed._replace(follow_up=lines[0].destination or state.follow_up),)

    # One contact, one follow-up.

    def _of_contact(self, state: State, place: int) -> Iterator[Step]:
        form = state.contacts[place]
        for trigger in self.triggers[Lifecycle.CONTACT]:
            known = (form.state, trigger) in self.lines[Lifecycle.CONTACT]
            if not known or trigger == "assign_contacts":  # a command of the cycle
                continue
            for own in (True, False):
                attempt = Try(trigger, form=place, own=own)
                row = self._find(Lifecycle.CONTACT, form.state, state, attempt)
                if row is not None and self._passes(row, state, attempt):
                    yield from self._moved(row, state, attempt)

    def _moved(self, row: Row, state: State, attempt: Try) -> Iterator[Step]:
        place = attempt.form
        form = state.contacts[place]
        moved: tuple[Form, ...] = (_form_after(row, form),)
        if attempt.trigger == "reassign_contact":
            moved = tuple(moved[0]._replace(role=role) for role in _ROLES)
        for after in moved:
            contacts = (*state.contacts[:place], after, *state.contacts[place + 1 :])
            yield self._step(row, state, attempt, (state._replace(contacts=contacts),))

    def _of_follow_up(self, state: State) -> Iterator[Step]:
        for trigger in self.triggers[Lifecycle.FOLLOW_UP]:
            if trigger == "approve_deviation":  # a command of the cycle, see `_signed`
                continue
            attempt = Try(trigger)
            row = self._find(Lifecycle.FOLLOW_UP, state.follow_up, state, attempt)
            if row is not None and self._passes(row, state, attempt):
                after = state._replace(follow_up=row.destination or state.follow_up)
                yield self._step(row, state, attempt, (after,))

    # What every row is asked.

    def _find(self, life: Lifecycle, source: str, state: State, attempt: Try) -> Row | None:
        for row in self.lines[life].get((source, attempt.trigger), ()):
            if row.when is None or PICKS[row.when.__name__](state, attempt, self.reading):
                return row
        return None

    def _passes(self, row: Row, state: State, attempt: Try) -> bool:
        if row.during and state.phase not in row.during:
            return False
        if not _who(row, state, attempt):
            return False
        return all(lets_pass(guard, state, attempt, self.reading) for guard in row.guards)

    def _step(self, row: Row, state: State, attempt: Try, outcomes: tuple[State, ...]) -> Step:
        sure = all(is_sure(guard, state) for guard in row.guards)
        must = sure and not _needs_others(state, attempt)
        settled = tuple(dict.fromkeys(map(at_rest, outcomes)))
        return Step(row, attempt, _who(row, state, attempt), must, settled)


def _reported(state: State, _: Try) -> tuple[State, ...]:
    both = product((ABSENT, FollowUpState.OPENED), (False, True))
    return tuple(state._replace(follow_up=follow_up, red=red) for follow_up, red in both)


def _passed_on(state: State, _: Try) -> tuple[State, ...]:
    return (state, state._replace(red=False))  # the check of 5.6.2 may have been the last red one


# What a command changes beside the state of its row.
_CHANGES: dict[str, Change] = {
    "draft_scenario": lambda state, _: (state._replace(drafted=True),),
    "plan_contacts": lambda state, attempt: (state._replace(contacts=attempt.given),),
    "publish_report": _reported,
    "hand_over_nonconformities": lambda state, _: (state._replace(handed_over=True),),
    "pass_on_nonconformities": _passed_on,
}


def _by_source(rows: tuple[Row, ...]) -> Lines:
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for source in row.sources:
            lines.setdefault((source, row.trigger), []).append(row)
    return {key: tuple(found) for key, found in lines.items()}


def _who(row: Row, state: State, attempt: Try) -> frozenset[Role]:
    if not attempt.own:
        return row.who
    return frozenset(role for role in row.who if role == state.contacts[attempt.form].role)


def _needs_others(state: State, attempt: Try) -> bool:
    """Return whether a step takes contacts beside those that the model follows, if it does any."""
    if not state.contacts:
        return False
    if attempt.trigger == "plan_contacts":
        return attempt.given == state.contacts
    nobody = all(form.state == ABSENT for form in state.contacts)
    return attempt.trigger == "assign_contacts" and (attempt.others or nobody)


def _plans(state: State) -> Iterator[tuple[Form, ...]]:
    """Give the contacts after planning one of those that are not there yet."""
    for place, form in enumerate(state.contacts):
        if form.state == ABSENT:
            rest = (*state.contacts[:place], *state.contacts[place + 1 :])
            yield (*rest, Form(ContactState.PLANNED))
            yield from ((*rest, Form(ContactState.ASSIGNED, role)) for role in _ROLES)
            return
    yield state.contacts  # a contact that the model does not follow


def _written(state: State, attempt: Try) -> tuple[State, ...]:
    if attempt.paper == "single" and state.follow_up == ABSENT:
        return ()
    if getattr(state.papers, attempt.paper) == Paper.APPROVED:
        return (state,)  # a second one changes nothing that the first has not changed
    return (_with_paper(state, attempt.paper, Paper.RECORDED),)


def _with_paper(state: State, paper: str, to: Paper) -> State:
    return state._replace(papers=Papers(**{**state.papers._asdict(), paper: to}))


def _form_after(row: Row, form: Form) -> Form:
    state = row.destination or form.state
    marked, seen = form.marked, form.seen
    if row.trigger == "evaluate_contact":
        marked, seen = True, False
    elif state in {ContactState.PERFORMED, ContactState.RETURNED}:
        marked = seen = False
    elif row.trigger == "forward_form" and row.who == {Role.SPV}:
        seen = form.state == ContactState.WITH_SUPERVISOR
    if state == ContactState.VOIDED:
        return Form(ContactState.VOIDED, was_voided=True)
    return Form(state, form.role, marked, seen, form.was_voided)
