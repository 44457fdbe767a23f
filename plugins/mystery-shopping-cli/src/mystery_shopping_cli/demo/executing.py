"""Week II: contacts are tried until somebody answers, forms filled, handed in, and sent back."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count

import mystery_shopping as ms
from mystery_shopping_cli.demo.forms import Forms
from mystery_shopping_cli.demo.journal import Journal
from mystery_shopping_cli.demo.play import Play
from mystery_shopping_cli.demo.plot import Plot, other
from mystery_shopping_cli.demo.stage import Bar
from mystery_shopping_cli.wording import say

_UNANSWERED = 0.22
_FAILURES = (ms.Outcome.NO_ANSWER, ms.Outcome.NO_ANSWER, ms.Outcome.ABANDONED, ms.Outcome.TECHNICAL)
_MOST_TRIES = 3
_WEEK_2 = ms.Text("Minggu ke-II", "Week II")
_RECOGNISED = ms.Text(
    "#{n} dikenali agent: dibatalkan, diganti #{new} (5.3.2)",
    "#{n} recognised by the agent: voided, now #{new} (5.3.2)",
)
_STRAYED = ms.Text(
    "#{n} tak terhubung di bagian harinya; baru sekarang (5.3.1)",
    "#{n} not reached in its day part, only now (5.3.1)",
)
_REASSIGNED = ms.Text(
    "#{n} dialihkan: {old} sakit, {new} menggantikan (5.2.2)",
    "#{n} reassigned: {old} is ill, {new} steps in (5.2.2)",
)
_RETURNED = ms.Text("form #{n} dikembalikan: {code} (5.3.3)", "form #{n} sent back: {code} (5.3.3)")
_AGAIN = ms.Text("form #{n} masuk lagi sebagai versi 2", "form #{n} handed in again as version 2")
_ILL = ms.Text("contacter sakit", "the contacter is ill")
_KNOWN = ms.Text("suara contacter dikenali agent", "the agent knew the contacter's voice")
_LISTEN = ms.Text(
    "rekaman menunjukkan ini dilakukan; dengarkan lagi",
    "the recording has it; listen again",
)

Act = Callable[[datetime], None]


class WeekTwo:
    """Plays the contacts and their forms in the order of time."""

    def __init__(self, play: Play, plot: Plot) -> None:
        self._play = play
        self._plot = plot
        self._forms = Forms(plot, play.chance)
        self._clock = play.clock
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._turn = count()
        self._journal = Journal(play.cycle.policy.day_parts)
        self._agents: dict[int, ms.Person] = {}
        self._bar: Bar | None = None

    def run(self) -> None:
        """Play from the first attempt to the last form taken over."""
        play, week = self._play, self._play.cycle.weeks.week_2
        play.stage.scene(say(_WEEK_2), "W-10 5.3")
        play.stage.show(*self._journal.head())
        for contact in play.cycle.contacts:
            self._schedule(contact)
        start = min(self._clock.at(week.first, "06:00"), self._agenda[0][0])
        play.order(ms.StartExecution(), by=play.cast.qca, at=start)
        with play.stage.progress(len(play.cycle.contacts)) as self._bar:
            self._live()

    def _live(self) -> None:
        day = self._agenda[0][0].date()
        while self._agenda:
            at, _, act = heapq.heappop(self._agenda)
            if at.date() != day:
                self._evening(day)
                self._journal = Journal(self._play.cycle.policy.day_parts)
                day = at.date()
            act(at)
        self._evening(day)

    def _evening(self, day: date) -> None:
        self._play.stage.show(*self._journal.evening(day))
        self._play.post.evening(is_dated=False)

    def _add(self, at: datetime, act: Act) -> None:
        heapq.heappush(self._agenda, (at, next(self._turn), act))

    def _schedule(self, contact: ms.Contact) -> None:
        at = self._clock.draw(contact.plan.on, contact.plan.day_part, chance=self._play.chance)
        if contact.number == self._plot.reassigned:
            morning = self._clock.at(contact.plan.on, "07:00")
            self._add(min(morning, at), partial(self._reassign, contact.number))
        self._add(at, partial(self._ring, contact.number, 1))

    def _ring(self, number: int, tries: int, at: datetime) -> None:
        contact = self._play.cycle.contact(number)
        if number == self._plot.recognised:
            self._fail(number, ms.Outcome.RECOGNISED, at)
            self._add(at + timedelta(minutes=20), partial(self._replace, number))
        elif number == self._plot.stray and tries < _MOST_TRIES:
            self._fail(number, ms.Outcome.NO_ANSWER, at)
            again = (
                self._next_part(contact) if tries == _MOST_TRIES - 1 else self._soon(contact, at)
            )
            self._add(again, partial(self._ring, number, tries + 1))
        elif tries < _MOST_TRIES and self._play.chance.random() < _UNANSWERED:
            self._fail(number, self._play.chance.choice(_FAILURES), at)
            self._add(self._soon(contact, at), partial(self._ring, number, tries + 1))
        else:
            self._reach(contact, at)

    def _fail(self, number: int, outcome: ms.Outcome, at: datetime) -> None:
        self._journal.count("unreached")
        self._play.order(ms.LogAttempt(number, outcome, at), by=self._contacter(number), at=at)

    def _reach(self, contact: ms.Contact, at: datetime) -> None:
        number, agent = contact.number, self._answers(contact)
        command = ms.PerformContact(number, at, agent)
        cycle = self._play.order(command, by=self._contacter(number), at=at)
        part = cycle.policy.day_parts.at(at.timetz().replace(tzinfo=None)).code
        self._journal.contact(part, as_planned=part == contact.plan.day_part)
        if part != contact.plan.day_part:
            self._journal.note(at, _STRAYED.fill(n=number))
        if self._bar is not None:
            self._bar.advance()
        self._add(at + timedelta(minutes=8), partial(self._evaluate, number))

    def _evaluate(self, number: int, at: datetime) -> None:
        by = self._contacter(number)
        cycle = self._play.order(self._forms.fill(self._play.cycle, number), by=by, at=at)
        cycle = self._play.order(ms.SubmitForm(number), by=by, at=at)
        contact = cycle.contact(number)
        if len(contact.evaluations) > 1:
            self._journal.note(at, _AGAIN.fill(n=number))
        tomorrow = at.date() + timedelta(days=1)
        if contact.state is ms.ContactState.WITH_SUPERVISOR:
            self._add(self._clock.at(tomorrow, "08:30"), partial(self._forward, number))
        elif contact.returns:
            self._add(at + timedelta(hours=2), partial(self._check, number))
        else:
            self._add(self._clock.at(tomorrow, "09:00"), partial(self._check, number))

    def _forward(self, number: int, at: datetime) -> None:
        self._play.order(ms.ForwardForm(number), by=self._play.cast.supervisor, at=at)
        self._add(at + timedelta(minutes=30), partial(self._check, number))

    def _check(self, number: int, at: datetime) -> None:
        qca, contact = self._play.cast.qca, self._play.cycle.contact(number)
        form = contact.form
        if number != self._plot.returned or contact.returns or form is None:
            self._play.order(ms.AcceptForm(number), by=qca, at=at)
            self._journal.count("accepted")
            return
        code = form.findings[0].parameter
        self._play.order(ms.ReturnForm(number, {code: say(_LISTEN)}), by=qca, at=at)
        self._journal.note(at, _RETURNED.fill(n=number, code=code))
        self._add(at + timedelta(hours=3), partial(self._evaluate, number))

    def _reassign(self, number: int, at: datetime) -> None:
        old, cast = self._contacter(number), self._play.cast
        new = other(cast.stand_ins, than=old, chance=self._play.chance)
        command = ms.ReassignContact(number, new, say(_ILL))
        self._play.order(command, by=cast.qca, at=at)
        self._journal.note(at, _REASSIGNED.fill(n=number, old=old.id, new=new.id))

    def _replace(self, number: int, at: datetime) -> None:
        cast, plan = self._play.cast, self._play.cycle.contact(number).plan
        self._play.order(ms.VoidContact(number, say(_KNOWN)), by=cast.qca, at=at)
        again = ms.PlannedContact(
            plan.scenario,
            plan.on + timedelta(days=1),
            plan.day_part,
            other(cast.stand_ins, than=plan.contacter, chance=self._play.chance),
            team=plan.team,
        )
        command = ms.PlanContacts((again,))  # type: ignore[arg-type,unused-ignore]
        cycle = self._play.order(command, by=cast.qca, at=at)
        new = cycle.contact(len(cycle.contacts))
        self._schedule(new)
        self._journal.void(plan.day_part)
        self._journal.note(at, _RECOGNISED.fill(n=number, new=new.number))

    def _contacter(self, number: int) -> ms.Person:
        contacter = self._play.cycle.contact(number).contacter
        assert contacter is not None  # noqa: S101 - assigning was completed
        return contacter

    def _answers(self, contact: ms.Contact) -> ms.Person:
        """Return the agent who answers; the two that fall behind are never one and the same."""
        behind = {self._plot.zero: self._plot.below, self._plot.below: self._plot.zero}
        rival = self._agents.get(behind.get(contact.number) or 0)
        agents = self._play.cast.agents_for(contact)
        self._agents[contact.number] = other(agents, than=rival, chance=self._play.chance)
        return self._agents[contact.number]

    def _soon(self, contact: ms.Contact, at: datetime) -> datetime:
        last = self._clock.last(contact.plan.on, contact.plan.day_part)
        return min(at + timedelta(minutes=self._play.chance.randint(12, 25)), last)

    def _next_part(self, contact: ms.Contact) -> datetime:
        part = self._clock.later_part(contact.plan.day_part) or contact.plan.day_part
        return self._clock.first(contact.plan.on, part) + timedelta(minutes=15)
