"""Somebody who plays a month: the next sensible command, or any command at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from mystery_shopping.model import (
    Basis,
    Finding,
    Kind,
    Kpi,
    Measure,
    NewProduct,
    Outcome,
    PlannedContact,
    ReasonCount,
    ReasonRanking,
    Recommendation,
    ScenarioText,
)
from mystery_shopping.values import Period, Person, Role, Window
from mystery_shopping.workflow import commands as c
from tests.property.month_model import HELD, KPIS, PARTS, MonthModel
from tests.strategies import (
    AGENTS,
    LEADER,
    MANAGER,
    PEOPLE,
    QCA,
    QCOS,
    SPV,
    findings,
    recommendations,
    scenario,
)

T = TypeVar("T")
Move = tuple[c.Command, Person, datetime]

HOURS = {"morning": 8, "noon": 12, "afternoon": 16, "night": 20}
# People with two hats: the analyst who may also sign, and a team leader down as a QCO.
TWO_HATS = (Person(QCA.id, Role.MANAGER), Person(LEADER.id, Role.QCO))
EVERYBODY = (*PEOPLE, *TWO_HATS)
# The guards a deviation may waive, and the clause it is from.
WAIVABLE = {
    "nothing_collected": "5.1.1",
    "not_the_top_reasons": "5.1.2",
    "training_not_last_month": "5.2.1.1",
    "reason_without_scenario": "5.2.1.1",
    "outside_week_1": "5.2.1.1",
    "too_few_planned": "5.2.1.2",
    "too_few_performed": "5.2.1.2",
    "planned_outside_week_2": "5.2.1.3",
    "day_part_unplanned": "5.2.1.3",
    "week_2_not_begun": "5.2.1.3",
    "performed_outside_week_2": "5.2.1.3",
    "day_part_empty": "5.2.1.3",
}


class Player:
    """Draws moves for the month that `model` stands for; `pick` is where chance comes from."""

    def __init__(self, model: MonthModel, pick: Callable[[Sequence[Any]], Any]) -> None:
        self.model, self.pick = model, pick
        self.period = Period(*model.month)

    # The next sensible command.

    def sensible(self) -> Move:
        """Return a command that brings the month on, or puts right what stands in its way."""
        model = self.model
        command, by, at = self._next()
        why = model.answer(command, by=by, at=at)
        clauses = sorted({WAIVABLE[name] for name in why if name in WAIVABLE})
        if clauses:
            return self._conceded(self.pick(clauses))
        return command, by, at

    def _next(self) -> Move:  # noqa: PLR0911 - one answer for each phase
        at = self.model.last
        match self.model.phase:
            case "opened":
                return self._material(), QCA, at
            case "material_selected":
                return self._scenario(), QCA, at
            case "scenarios_ready":
                return self._assignment(), QCA, at
            case "assigned":
                first = datetime.combine(self.model.weeks[2][0], time(), tzinfo=self.model.site)
                return c.StartExecution(), QCA, max(at, first)
            case "executing" | "collecting":
                return self._contact_or_end()
            case "recapitulated":
                return c.PublishReport(recommendations()), QCA, at
            case "reported":
                return self._end()
            case _:
                return c.Close(), QCA, at

    def _conceded(self, clause: str) -> Move:
        for number, row in self.model.deviations.items():
            if row["clause"] == clause and row["follow_up"] is None and not row["approved"]:
                return c.ApproveDeviation(number), MANAGER, self.model.last
        return c.RecordDeviation(clause, "it was so", "do better"), QCA, self.model.last

    def _material(self) -> c.Command:
        ranked = [row for row in self.model.ranking or [] if row[1]]
        return c.SelectMaterial() if ranked else c.CollectReasons(self._ranking())

    def _scenario(self) -> c.Command:
        assert self.model.material is not None
        used = {text.source for text in self.model.scenarios}
        bare = [code for code in self.model.material["codes"] if code not in used]
        return c.DraftScenario(self._text(bare[0])) if bare else c.ApproveScenarios()

    def _text(self, code: str) -> ScenarioText:
        new = code in self.model.products
        return scenario(code, basis=Basis.NEW_PRODUCT if new else Basis.FREQUENT_PROBLEM)

    def _assignment(self) -> c.Command:
        live = [row for row in self.model.contacts.values() if row["state"] != "voided"]
        if len(live) < self.model.policy["minimum_samples"] and self.pick([True, True, False]):
            return c.PlanContacts(tuple(self._plan(part) for part in PARTS))
        waiting = [n for n, row in self.model.contacts.items() if row["state"] == "planned"]
        return c.AssignContacts(tuple(c.Assignment(n, self.pick(QCOS)) for n in waiting))

    def _plan(self, part: str, changes: dict[str, Any] | None = None) -> PlannedContact:
        first, last = self.model.weeks[2]
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        who = self.pick([QCOS[0], QCOS[1], LEADER])
        open_yet = self.model.phase == "scenarios_ready" and self.pick([True, False])
        usual: dict[str, Any] = {
            "scenario": self.pick(range(1, len(self.model.scenarios) + 1) or [1]),
            "on": self.pick(days),
            "day_part": part,
            "contacter": None if open_yet else who,
            "helper_reason": "a QCO is ill" if who is LEADER and not open_yet else None,
        }
        return PlannedContact(**{**usual, **(changes or {})})

    def _contact_or_end(self) -> Move:
        model, at = self.model, self.model.last
        waiting = [n for n, row in model.contacts.items() if row["state"] in HELD]
        if waiting and self.pick([True] * 9 + [False]):
            return self._contact(self.pick(waiting))
        if model.phase == "collecting":
            return c.Recapitulate(), QCA, at
        parts = set(PARTS) - model.covered(model.counting())
        lacking = parts or len(model.counting()) < model.policy["minimum_samples"]
        if lacking and not waiting and self.pick([True, False]):
            part = self.pick(sorted(parts) or PARTS)
            return c.PlanContacts((self._plan(part),)), QCA, at
        return c.FinishExecution(), QCA, at

    def _contact(self, number: int) -> Move:  # noqa: PLR0911 - one answer for each state
        row, at = self.model.contacts[number], self.model.last
        who = row["who"] or QCOS[0]
        match row["state"]:
            case "assigned" if self.pick([True] + [False] * 6):
                return c.LogAttempt(number, Outcome.NO_ANSWER, at), who, at
            case "assigned":
                slot = self._slot(row["on"], row["part"])
                command = c.PerformContact(number, slot, self.pick(AGENTS))
                return command, who, max(at, slot)
            case "performed" | "returned":
                return self._form(number), who, at
            case "evaluated":
                return c.SubmitForm(number), who, at
            case "with_supervisor":
                return c.ForwardForm(number), SPV, at
            case "with_analyst" if self.pick([True] + [False] * 6):
                return c.ReturnForm(number, {"answer": "look again"}), QCA, at
            case "with_analyst":
                return c.AcceptForm(number), QCA, at
            case _:
                return c.VoidContact(number, "no longer needed"), QCA, at

    def _slot(self, on: date, part: str) -> datetime:
        return datetime.combine(on, time(HOURS[part]), tzinfo=self.model.site)

    def _form(self, number: int) -> c.Command:
        zeros = self.pick([(), (), ("greeting",), ("answer", "action"), ("courtesy", "clarity")])
        marks = {code: int(code not in zeros) for code in self.model.card}
        return c.EvaluateContact(number, marks, findings(zeros))

    def _end(self) -> Move:
        model, at = self.model, self.model.last
        red = model.red()
        if not red:
            return c.Close(), QCA, at
        if model.policy["shortfall"] == "block" and "5.2.1.2" in red:
            return c.Cancel("too few contacts, and the policy allows no deviation"), QCA, at
        clause = self.pick(sorted(red))
        how = red[clause]
        if how == "broken" or (how == "open" and self.pick([True, False, False])):
            done = all(h == "waived" or model.waived(cl) for cl, h in red.items())
            return (c.CloseWithDeviations(), QCA, at) if done else self._conceded(clause)
        if clause == "5.6.2":
            handed = "hand_over_nonconformities" in model.done
            command = c.PassOnNonconformities() if handed else c.HandOverNonconformities()
            return command, SPV if handed else QCA, at
        return self._coaching() if how == "open" else (c.CloseWithDeviations(), QCA, at)

    def _coaching(self) -> Move:
        model, at = self.model, self.model.last
        waiting = {n: row["state"] for n, row in model.follow_ups.items()}
        number = self.pick(
            [n for n, state in waiting.items() if state not in {"verified", "waived"}]
        )
        if self.pick([True] + [False] * 8):
            waiver = c.RecordDeviation("5.5", "the agent left", "none", follow_up=number)
            return waiver, QCA, at
        today = model.today(at)
        return {
            "opened": (c.HandOverFollowUp(number), QCA, at),
            "with_supervisor": (c.PassOnFollowUp(number), SPV, at),
            "with_team_leader": (c.ScheduleFollowUp(number, Measure.COACHING, today), LEADER, at),
            "scheduled": (c.DeliverFollowUp(number, today), LEADER, at),
            "delivered": (c.VerifyFollowUp(number), SPV, at),
        }[waiting[number]]

    # Any command at all.

    def anything(self) -> Move:
        """Return any command, with arguments and a person that may or may not fit."""
        kind = self.pick(c.COMMANDS)
        if kind is c.Cancel and self.pick([True, True, True, False]):
            kind = c.Close  # a month given up early has little left to show
        by = self.pick([QCA, self.pick([QCA, SPV, LEADER, *QCOS]), self.pick(EVERYBODY)])
        return getattr(self, f"_any_{kind.trigger}")(), by, self._some_time()

    def _some_time(self) -> datetime:
        minutes = self.pick([0, 0, 1, 5, 60, 60 * 24, -4, -5, -6, -60 * 24])
        return self.model.last + timedelta(minutes=minutes)

    def _some_day(self) -> date:
        first, last = self.model.weeks[2]
        day = self.pick([first, last, self.model.today(self.model.last), self.period.first_day])
        result: date = day + timedelta(days=self.pick([0, 0, 0, 1, -1]))
        return result

    def _some_number(self, held: dict[int, Any]) -> int:
        number: int = self.pick(range(1, len(held) + 2))
        return number

    def _some_code(self) -> str:
        code: str = self.pick([*self.model.card, *self.model.card, "unheard"])
        return code

    def _ranking(self) -> ReasonRanking:
        month = self.pick([self.period.previous] * 4 + [self.period])
        counts = self.pick([(9, 8, 7), (9, 8, 8, 8), (5, 5, 5), (9, 0), ()])
        kinds = [*Kind, None]
        reasons = (ReasonCount(f"r{n}", k, kinds[n]) for n, k in enumerate(counts))
        return ReasonRanking(month, tuple(reasons), "export.csv")

    def _any_collect_reasons(self) -> c.Command:
        return c.CollectReasons(self._ranking())

    def _any_add_new_products(self) -> c.Command:
        codes = self.pick([("n0",), ("n1", "n2"), ("r0",)])
        return c.AddNewProducts(tuple(NewProduct(code, code) for code in codes))

    def _any_select_material(self) -> c.Command:
        codes = self.pick([(), (), ("r0", "r1"), ("r0", "r3"), ("n0",), ("r1", "r1"), ("x", "y")])
        return c.SelectMaterial(codes, new_products=self.pick([False, False, True]))

    def _any_text(self) -> ScenarioText:
        source = self.pick(["r0", "r1", "r2", "n0", "x"])
        held_on = self.pick([None, self.period.previous.last_day, self.period.first_day])
        return scenario(source, basis=self.pick(list(Basis)), held_on=held_on)

    def _any_draft_scenario(self) -> c.Command:
        return c.DraftScenario(self._any_text())

    def _any_revise_scenario(self) -> c.Command:
        number = self.pick(range(1, len(self.model.scenarios) + 2))
        return c.ReviseScenario(number, self._any_text())

    def _any_approve_scenarios(self) -> c.Command:
        return c.ApproveScenarios()

    def _any_plan_contacts(self) -> c.Command:
        part = self.pick([*PARTS, *PARTS, "midnight"])
        changes: dict[str, Any] = self.pick(
            [
                {},
                {},
                {"on": self._some_day()},
                {"scenario": 9},
                {"contacter": QCA},
                {"contacter": LEADER, "helper_reason": self.pick([None, " ", "illness"])},
                {"contacter": LEADER, "helper_reason": "illness", "team": "team-1"},
                {"agent": "agent-1"},
            ]
        )
        return c.PlanContacts((self._plan(part, changes),))

    def _any_assign_contacts(self) -> c.Command:
        waiting = [n for n, row in self.model.contacts.items() if row["state"] == "planned"]
        numbers = self.pick([[], waiting, waiting[:1], waiting * 2, [len(self.model.contacts) + 1],
                             [1]])  # fmt: skip
        who, reason = self.pick([(QCOS[0], None), (LEADER, None), (LEADER, "illness"), (QCA, None)])
        return c.AssignContacts(tuple(c.Assignment(n, who, reason) for n in numbers))

    def _any_start_execution(self) -> c.Command:
        return c.StartExecution()

    def _any_reassign_contact(self) -> c.Command:
        return c.ReassignContact(
            self._some_number(self.model.contacts),
            self.pick([*QCOS, LEADER, MANAGER]),
            "illness",
            on=self.pick([None, self._some_day()]),
            day_part=self.pick([None, None, "noon", "midnight"]),
            helper_reason=self.pick([None, "illness"]),
        )

    def _any_log_attempt(self) -> c.Command:
        number = self._some_number(self.model.contacts)
        return c.LogAttempt(number, self.pick(list(Outcome)), self._some_time())

    def _any_perform_contact(self) -> c.Command:
        day = self.pick([self._some_day(), self._some_day(), self.period.previous.last_day])
        at = self.pick([self._slot(day, self.pick(PARTS)), self._some_time()])
        agent = self.pick([*AGENTS[:2], Person("agent-9", Role.AGENT, "team-1"), QCA])
        return c.PerformContact(self._some_number(self.model.contacts), at, agent)

    def _any_evaluate_contact(self) -> c.Command:
        marks = {code: self.pick([1, 1, 0]) for code in self.model.card}
        pairs: list[tuple[str, int | None]] = list(marks.items())
        pairs += self.pick([[], [], [], [("unheard", 1)], [("answer", 0)]])
        fault = self.pick([None, None, None, "mark", "blank"])
        if fault == "mark":
            pairs[0] = (pairs[0][0], self.pick([2, -1, None]))
        elif fault == "blank":
            del pairs[0]
        zeros = [code for code, mark in pairs if mark == 0]
        noted = self.pick([zeros, zeros, zeros, zeros[1:], [*zeros, self._some_code()]])
        found = tuple(Finding(code, "n", "s") for code in noted)
        return c.EvaluateContact(self._some_number(self.model.contacts), tuple(pairs), found)

    def _any_submit_form(self) -> c.Command:
        return c.SubmitForm(self._some_number(self.model.contacts))

    def _any_forward_form(self) -> c.Command:
        return c.ForwardForm(self._some_number(self.model.contacts))

    def _any_return_form(self) -> c.Command:
        reasons = self.pick([{"answer": "look"}, {}, {"answer": " "}, {"unheard": "look"}])
        return c.ReturnForm(self._some_number(self.model.contacts), reasons)

    def _any_accept_form(self) -> c.Command:
        return c.AcceptForm(self._some_number(self.model.contacts))

    def _any_void_contact(self) -> c.Command:
        return c.VoidContact(self._some_number(self.model.contacts), "recognised")

    def _any_finish_execution(self) -> c.Command:
        return c.FinishExecution()

    def _any_recapitulate(self) -> c.Command:
        return c.Recapitulate()

    def _any_note_nonconformity(self) -> c.Command:
        number = self._some_number(self.model.contacts)
        return c.NoteNonconformity(number, self._some_code(), "was wrong", "would be right")

    def _any_publish_report(self) -> c.Command:
        kpis = self.pick([tuple(KPIS), tuple(KPIS)[1:], (*KPIS, "courtesy")])
        return c.PublishReport(tuple(Recommendation(Kpi(kpi), "a", "b") for kpi in kpis))

    def _any_hand_over_nonconformities(self) -> c.Command:
        return c.HandOverNonconformities()

    def _any_pass_on_nonconformities(self) -> c.Command:
        return c.PassOnNonconformities()

    def _any_hand_over_follow_up(self) -> c.Command:
        return c.HandOverFollowUp(self._some_number(self.model.follow_ups))

    def _any_pass_on_follow_up(self) -> c.Command:
        return c.PassOnFollowUp(self._some_number(self.model.follow_ups))

    def _any_schedule_follow_up(self) -> c.Command:
        day = self.model.today(self.model.last) + timedelta(days=self.pick([-2, 0, 1]))
        number = self._some_number(self.model.follow_ups)
        return c.ScheduleFollowUp(number, self.pick(list(Measure)), day)

    def _any_deliver_follow_up(self) -> c.Command:
        day = self.model.today(self.model.last) + timedelta(days=self.pick([-1, 0, 2]))
        return c.DeliverFollowUp(self._some_number(self.model.follow_ups), day)

    def _any_verify_follow_up(self) -> c.Command:
        return c.VerifyFollowUp(self._some_number(self.model.follow_ups))

    def _any_record_deviation(self) -> c.Command:
        clause = self.pick([*WAIVABLE.values(), *KPIS.values(), "5.5", "4.2", "9"])
        numbers = [None, None, self._some_number(self.model.follow_ups)]
        return c.RecordDeviation(clause, "so", "better", follow_up=self.pick(numbers))

    def _any_approve_deviation(self) -> c.Command:
        return c.ApproveDeviation(self._some_number(self.model.deviations))

    def _any_move_window(self) -> c.Command:
        day = self._some_day()
        window = Window(day, day + timedelta(days=self.pick([0, 6, 25])))
        return c.MoveWindow(self.pick([1, 2]), window, "holidays")

    def _any_approve_window_move(self) -> c.Command:
        return c.ApproveWindowMove(self._some_number(self.model.moves))

    def _any_close(self) -> c.Command:
        return c.Close()

    def _any_close_with_deviations(self) -> c.Command:
        return c.CloseWithDeviations()

    def _any_cancel(self) -> c.Command:
        return c.Cancel("given up")
