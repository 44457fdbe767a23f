"""A month of mystery shopping in plain dictionaries, written from W-10 and not from the library.

It answers what a command must lead to: done, not found, or refused for which reasons. Nothing in
here looks at the library's tables, guards or checks; only commands and people are read.
"""

# Commands are read by their attributes, of whatever class they are.
# ruff: noqa: ANN401

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

ON_THE_WAY = {
    "opened", "material_selected", "scenarios_ready", "assigned",
    "executing", "collecting", "recapitulated", "reported",
}  # fmt: skip
BEFORE_COLLECTING = ON_THE_WAY - {"collecting", "recapitulated", "reported"}
HELD = {"planned", "assigned", "performed", "evaluated", "with_supervisor", "with_analyst",
        "returned"}  # fmt: skip

# Who may give a command to the cycle, and in which phases.
CYCLE: dict[str, tuple[str, set[str]]] = {
    "collect_reasons": ("qca", {"opened"}),
    "add_new_products": ("qca", {"opened"}),
    "select_material": ("qca", {"opened"}),
    "draft_scenario": ("qca", {"material_selected"}),
    "revise_scenario": ("qca", {"material_selected"}),
    "approve_scenarios": ("qca", {"material_selected"}),
    "plan_contacts": ("qca", {"scenarios_ready", "assigned", "executing"}),
    "assign_contacts": ("qca", {"scenarios_ready"}),
    "start_execution": ("qca", {"assigned"}),
    "finish_execution": ("qca", {"executing"}),
    "recapitulate": ("qca", {"collecting"}),
    "note_nonconformity": ("qca", {"executing", "collecting"}),
    "publish_report": ("qca", {"recapitulated"}),
    "hand_over_nonconformities": ("qca", {"reported"}),
    "pass_on_nonconformities": ("spv", {"reported"}),
    "record_deviation": ("qca", ON_THE_WAY),
    "approve_deviation": ("spv manager", ON_THE_WAY),
    "move_window": ("qca", BEFORE_COLLECTING),
    "approve_window_move": ("spv manager", BEFORE_COLLECTING),
    "close": ("qca", {"reported"}),
    "close_with_deviations": ("qca", {"reported"}),
    "cancel": ("qca", ON_THE_WAY),
}
# Who may give a command to a contact in which of its states, and in which phases of the cycle.
FORMS_TRAVEL = {"executing", "collecting"}
CONTACT: dict[str, tuple[dict[str, str], set[str]]] = {
    "reassign_contact": ({"assigned": "qca"}, {"scenarios_ready", "assigned", "executing"}),
    "log_attempt": ({"assigned": "qco spv tl"}, {"executing"}),
    "perform_contact": ({"assigned": "qco spv tl"}, {"executing"}),
    "evaluate_contact": ({"performed": "qco spv tl", "returned": "qco spv tl"}, FORMS_TRAVEL),
    "submit_form": ({"evaluated": "qco spv tl"}, FORMS_TRAVEL),
    "forward_form": ({"with_supervisor": "spv"}, FORMS_TRAVEL),
    "return_form": ({"with_supervisor": "spv", "with_analyst": "qca"}, FORMS_TRAVEL),
    "accept_form": ({"with_analyst": "qca"}, FORMS_TRAVEL),
    "void_contact": (
        dict.fromkeys(HELD, "qca"),
        {"scenarios_ready", "assigned", "executing", "collecting"},
    ),
}
FOLLOW_UP: dict[str, tuple[dict[str, str], set[str]]] = {
    "hand_over_follow_up": ({"opened": "qca"}, {"reported"}),
    "pass_on_follow_up": ({"with_supervisor": "spv"}, {"reported"}),
    "schedule_follow_up": (
        {"with_team_leader": "tl spv", "scheduled": "tl spv"},
        {"reported"},
    ),
    "deliver_follow_up": ({"scheduled": "tl spv"}, {"reported"}),
    "verify_follow_up": ({"delivered": "qca spv"}, {"reported"}),
}
UNVERIFIED = {"opened", "with_supervisor", "with_team_leader", "scheduled", "delivered"}
FAR_ENOUGH = {
    "scheduled": {"scheduled", "delivered", "verified"},
    "delivered": {"delivered", "verified"},
    "verified": {"verified"},
}
CLAUSES = {
    "5.1.1", "5.1.2", "5.2.1.1", "5.2.1.2", "5.2.1.3", "5.2.2", "5.3.1", "5.3.2", "5.3.3",
    "5.3.4", "5.4.1", "5.4.1.1", "5.4.1.2", "5.4.1.3", "5.5", "5.6.1", "5.6.2",
}  # fmt: skip
KPIS = {"solution_accuracy": "5.4.1.1", "courtesy": "5.4.1.2", "communication": "5.4.1.3"}
KPI_DIMENSIONS = {
    "solution_accuracy": "solution",
    "courtesy": "attitude",
    "communication": "communication",
}
CONTACTER_ROLES = {"qco", "spv", "tl"}
PARTS = ("morning", "noon", "afternoon", "night")
SKEW = timedelta(minutes=5)
UNKNOWN = "not_found"


def day_part(hour: int) -> str:
    """Return the part of the day an hour falls into, by the default table."""
    if 5 <= hour < 11:
        return "morning"
    if 11 <= hour < 15:
        return "noon"
    return "afternoon" if 15 <= hour < 18 else "night"


class MonthModel:
    """One cycle as dictionaries; `answer` tells what a command must lead to, `take` does it."""

    def __init__(self, *, policy: dict[str, Any], card: dict[str, str], at: datetime) -> None:
        self.policy, self.card = policy, card
        self.site = timezone(timedelta(hours=policy["offset"]))
        self.month: tuple[int, int] = policy["month"]
        self.phase = "opened"
        self.last = at
        year, month = self.month
        self.weeks = {
            1: (date(year, month, 1), date(year, month, 7)),
            2: (date(year, month, 8), date(year, month, 14)),
        }
        self.ranking: list[tuple[str, int, str | None]] | None = None
        self.products: list[str] = []
        self.material: dict[str, Any] | None = None
        self.scenarios: list[Any] = []
        self.contacts: dict[int, dict[str, Any]] = {}
        self.follow_ups: dict[int, dict[str, Any]] = {}
        self.deviations: dict[int, dict[str, Any]] = {}
        self.moves: dict[int, dict[str, Any]] = {}
        self.done: dict[str, datetime] = {}
        self.recommended: Counter[str] = Counter()
        self.noted = 0

    # What a command must lead to.

    def answer(self, command: Any, *, by: Any, at: datetime) -> set[str]:
        """Return why the command must be refused; empty when it must be done.

        `not_found` among the answers means that the command names something that is not there.
        """
        trigger = command.trigger
        if trigger in CYCLE:
            roles, phases = CYCLE[trigger]
            if self.phase not in phases:
                return {"wrong_state"}
            return {*self._always(roles, by, at), *self._guards(command, by, at)}
        rows, phases = {**CONTACT, **FOLLOW_UP}[trigger]
        subject = (self.contacts if trigger in CONTACT else self.follow_ups).get(command.number)
        if subject is None:
            return {UNKNOWN}
        if subject["state"] not in rows:
            return {"wrong_state"}
        found = {*self._always(rows[subject["state"]], by, at), *self._guards(command, by, at)}
        return found | ({"wrong_phase"} if self.phase not in phases else set())

    def _always(self, roles: str, by: Any, at: datetime) -> Iterator[str]:
        if by.role not in roles.split():
            yield "wrong_role"
        if self.last - at > SKEW:
            yield "time_runs_backwards"

    def _guards(self, command: Any, by: Any, at: datetime) -> Iterator[str]:
        guards = getattr(self, f"_why_not_{command.trigger}", None)
        if guards is not None:
            yield from guards(command, by, at)

    def today(self, at: datetime) -> date:
        """Return the date of an instant on the site's clock."""
        return at.astimezone(self.site).date()

    def waived(self, clause: str) -> bool:
        """Tell whether somebody approved a deviation from the clause as a whole."""
        return any(
            row["clause"] == clause and row["approved"] and row["follow_up"] is None
            for row in self.deviations.values()
        )

    def inside(self, week: int, day: date) -> bool:
        """Tell whether a day lies in week 1 or 2."""
        first, last = self.weeks[week]
        return first <= day <= last

    def in_month(self, day: date) -> bool:
        """Tell whether a day lies in the cycle's month."""
        return (day.year, day.month) == self.month

    # Material and scenarios.

    def _why_not_collect_reasons(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        before = self._month_before()
        if (command.ranking.period.year, command.ranking.period.month) != before:
            yield "not_the_month_before"

    def _top(self) -> list[str]:
        used = [code for code, count, _ in self.ranking or [] if count]
        return used[: self.policy["top_reasons"]]

    def _tied(self) -> set[str]:
        counts = {code: count for code, count, _ in self.ranking or [] if count}
        top = self._top()
        if len(top) < self.policy["top_reasons"] or len(counts) == len(top):
            return set()
        last = counts[top[-1]]
        tied = {code for code, count in counts.items() if count == last}
        return tied if tied - set(top) else set()

    def _chosen(self, command: Any) -> list[str]:
        return list(command.codes) or (self.products if command.new_products else self._top())

    def _why_not_select_material(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        chosen = self._chosen(command)
        if self.ranking is None and not self.products and not self.waived("5.1.1"):
            yield "nothing_collected"
        known = self.products if command.new_products else [r[0] for r in self.ranking or []]
        if not chosen or len(set(chosen)) < len(chosen) or (known and set(chosen) - set(known)):
            yield "material_unknown"
        ranked = not command.new_products and self.ranking is not None
        if chosen and ranked and not self.waived("5.1.2"):
            top = self._top()
            whole = len(set(chosen)) == len(chosen) == len(top) == self.policy["top_reasons"]
            if not whole or not set(chosen) ^ set(top) <= self._tied():
                yield "not_the_top_reasons"

    def _why_not_draft_scenario(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        text = command.text
        chosen = set(self.material["codes"]) if self.material else set()
        known = {
            "frequent_problem": chosen - set(self.products),
            "new_product": set(self.products),
            "training": {text.source},
        }
        if text.source not in known[text.basis]:
            yield "basis_unknown"
        if self._is_stale(text) and not self.waived("5.2.1.1"):
            yield "training_not_last_month"

    def _month_before(self) -> tuple[int, int]:
        year, month = self.month
        return (year, month - 1) if month > 1 else (year - 1, 12)

    def _is_stale(self, text: Any) -> bool:
        held = text.held_on and (text.held_on.year, text.held_on.month)
        return bool(text.basis == "training" and held != self._month_before())

    def _bare(self) -> set[str]:
        chosen = set(self.material["codes"] if self.material else ())
        return chosen - {text.source for text in self.scenarios}

    def _why_not_revise_scenario(self, command: Any, by: Any, at: datetime) -> Iterator[str]:
        yield from self._why_not_draft_scenario(command, by, at)
        if command.scenario > len(self.scenarios):
            yield UNKNOWN

    def _why_not_approve_scenarios(self, _command: Any, _by: Any, at: datetime) -> Iterator[str]:
        if not self.scenarios:
            yield "no_scenario"
        if self.waived("5.2.1.1"):
            return
        if self._bare():
            yield "reason_without_scenario"
        if not self.inside(1, self.today(at)):
            yield "outside_week_1"

    # Plan and assignment.

    def _why_not_planned(self, part: str, on: date) -> Iterator[str]:
        if part not in PARTS:
            yield "day_part_unknown"
        if not self.inside(2, on) and not self.waived("5.2.1.3"):
            yield "planned_outside_week_2"

    def _why_not_given(self, who: Any, reason: str | None, team: str | None) -> Iterator[str]:
        if who.role not in CONTACTER_ROLES:
            yield "not_a_contacter"
        if who.role in {"spv", "tl"} and not (reason or "").strip():
            yield "helper_without_reason"
        own = who.role == "tl" and team is not None and team == who.team
        if own and not self.policy["own_team_allowed"]:
            yield "own_team_planned"

    def _why_not_plan_contacts(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        for plan in command.contacts:
            if not 1 <= plan.scenario <= len(self.scenarios):
                yield "scenario_unknown"
            yield from self._why_not_planned(plan.day_part, plan.on)
            if plan.agent is not None:
                yield "agent_planned"
            if plan.contacter is not None:
                yield from self._why_not_given(plan.contacter, plan.helper_reason, plan.team)
            elif self.phase != "scenarios_ready":
                yield "contacter_left_open"

    def _completes(self, command: Any) -> bool:
        waiting = sum(row["state"] == "planned" for row in self.contacts.values())
        return bool(self.contacts) and waiting <= len({row.contact for row in command.assignments})

    def _why_not_assign_contacts(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        numbers = [row.contact for row in command.assignments]
        if len(set(numbers)) < len(numbers):
            yield "assigned_twice"
        for row in command.assignments:
            contact = self.contacts.get(row.contact)
            if contact is None:
                yield UNKNOWN
                continue
            if contact["state"] != "planned":
                yield "wrong_state"
            yield from self._why_not_given(row.contacter, row.helper_reason, contact["team"])
        if self._completes(command):
            yield from self._why_not_complete()

    def _why_not_complete(self) -> Iterator[str]:
        live = [row for row in self.contacts.values() if row["state"] != "voided"]
        if len(live) < self.policy["minimum_samples"] and not self.waived("5.2.1.2"):
            yield "too_few_planned"
        parts = Counter(row["part"] for row in live if self.inside(2, row["on"]))
        if any(not parts[part] for part in PARTS) and not self.waived("5.2.1.3"):
            yield "day_part_unplanned"

    def _why_not_start_execution(self, _command: Any, _by: Any, at: datetime) -> Iterator[str]:
        if self.today(at) < self.weeks[2][0] and not self.waived("5.2.1.3"):
            yield "week_2_not_begun"

    def _why_not_reassign_contact(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        row = self.contacts[command.contact]
        yield from self._why_not_planned(command.day_part or row["part"], command.on or row["on"])
        yield from self._why_not_given(command.contacter, command.helper_reason, row["team"])

    # Execution and forms.

    def _why_not_own(self, command: Any, by: Any) -> Iterator[str]:
        who = self.contacts[command.contact]["who"]
        if who is None or who.id != by.id:
            yield "not_the_contacter"

    def _why_not_log_attempt(self, command: Any, by: Any, at: datetime) -> Iterator[str]:
        yield from self._why_not_own(command, by)
        if command.outcome == "reached":
            yield "attempt_reached_an_agent"
        if command.tried_at - at > SKEW:
            yield "tried_in_the_future"

    def _why_not_perform_contact(self, command: Any, by: Any, at: datetime) -> Iterator[str]:
        yield from self._why_not_own(command, by)
        if command.performed_at - at > SKEW:
            yield "tried_in_the_future"
        day = self.today(command.performed_at)
        if not self.in_month(day):
            yield "performed_outside_the_month"
        rejects = self.policy["outside_window"] == "reject" and not self.waived("5.2.1.3")
        if rejects and not self.inside(2, day):
            yield "performed_outside_week_2"
        if command.agent.role != "agent":
            yield "not_an_agent"
        who = self.contacts[command.contact]["who"]
        own = by.role == "tl" and command.agent.team and who and command.agent.team == who.team
        if own and not self.policy["own_team_allowed"]:
            yield "own_team_reached"

    def _why_not_evaluate_contact(self, command: Any, by: Any, _at: datetime) -> Iterator[str]:
        yield from self._why_not_own(command, by)
        codes = [code for code, _ in command.marks]
        marks = dict(command.marks)
        lax = self.policy["not_applicable"] != "forbid"
        right = {0, 1, None} if lax else {0, 1}
        if len(set(codes)) < len(codes) or any(
            marks.get(code, 2) not in right for code in self.card
        ):
            yield "mark_not_0_or_1"
        named = [row.parameter for row in command.findings]
        if set(codes) - set(self.card) or set(named) - set(self.card):
            yield "parameter_unknown"
        zeros = {code for code, mark in command.marks if mark == 0}
        if zeros - set(named):
            yield "zero_without_finding"
        if set(named) - zeros or len(set(named)) < len(named):
            yield "finding_without_zero"

    def _why_not_submit_form(self, command: Any, by: Any, _at: datetime) -> Iterator[str]:
        yield from self._why_not_own(command, by)

    def _why_not_return_form(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        if not command.reasons or any(not reason.strip() for _, reason in command.reasons):
            yield "returned_without_reason"
        if {code for code, _ in command.reasons} - set(self.card):
            yield "parameter_unknown"

    def _why_not_note_nonconformity(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        if command.parameter not in self.card:
            yield "parameter_unknown"
        if command.contact not in self.contacts:
            yield UNKNOWN

    def counting(self) -> list[dict[str, Any]]:
        """Return the contacts that count once their forms are accepted."""
        reached = [c for c in self.contacts.values() if c["at"] and c["state"] != "voided"]
        if self.policy["outside_window"] == "count_and_flag":
            return [c for c in reached if self.in_month(self.today(c["at"]))]
        return [c for c in reached if self.inside(2, self.today(c["at"]))]

    def samples(self) -> list[dict[str, Any]]:
        """Return the contacts that count."""
        return [c for c in self.counting() if c["state"] == "accepted"]

    def covered(self, contacts: list[dict[str, Any]]) -> set[str]:
        """Return the day parts of week II some of `contacts` were made in."""
        local = [c["at"].astimezone(self.site) for c in contacts]
        return {day_part(at.hour) for at in local if self.inside(2, at.date())}

    def _why_not_finish_execution(self, _command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        if any(row["state"] in {"planned", "assigned"} for row in self.contacts.values()):
            yield "contacts_still_open"
        counting = self.counting()
        if len(counting) < self.policy["minimum_samples"] and not self.waived("5.2.1.2"):
            yield "too_few_performed"
        if self.covered(counting) != set(PARTS) and not self.waived("5.2.1.3"):
            yield "day_part_empty"

    def _why_not_recapitulate(self, _command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        if any(row["state"] not in {"accepted", "voided"} for row in self.contacts.values()):
            yield "forms_outstanding"

    # Report, follow-ups and the end.

    def _why_not_publish_report(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        counts = Counter(row.kpi for row in command.recommendations)
        if any(counts[kpi] != 1 and not self.waived(clause) for kpi, clause in KPIS.items()):
            yield "kpi_without_recommendation"

    def _why_not_pass_on_nonconformities(self, *_: Any) -> Iterator[str]:
        if "hand_over_nonconformities" not in self.done:
            yield "not_handed_over_yet"

    def _why_not_schedule_follow_up(self, command: Any, _by: Any, at: datetime) -> Iterator[str]:
        if command.on < self.today(at):
            yield "scheduled_in_the_past"

    def _why_not_deliver_follow_up(self, command: Any, _by: Any, at: datetime) -> Iterator[str]:
        if command.on > self.today(at):
            yield "delivered_in_the_future"

    def _why_not_record_deviation(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        if command.clause not in CLAUSES:
            yield "clause_not_checked"
        if command.follow_up is not None:
            if command.follow_up not in self.follow_ups:
                yield UNKNOWN
            if command.clause != "5.5":
                yield "follow_up_of_another_clause"

    def _why_not_signed(self, row: dict[str, Any] | None, by: Any) -> Iterator[str]:
        if row is None:
            yield UNKNOWN
            return
        if row["author"] == by.id:
            yield "approver_is_the_author"
        if row["approved"]:
            yield "approved_already"

    def _why_not_approve_deviation(self, command: Any, by: Any, _at: datetime) -> Iterator[str]:
        row = self.deviations.get(command.deviation)
        yield from self._why_not_signed(row, by)
        if row and row["follow_up"] is not None:
            if self.follow_ups[row["follow_up"]]["state"] not in UNVERIFIED:
                yield "wrong_state"
            elif self.phase != "reported":
                yield "wrong_phase"

    def _why_not_move_window(self, command: Any, _by: Any, _at: datetime) -> Iterator[str]:
        if not (self.in_month(command.window.first) and self.in_month(command.window.last)):
            yield "window_outside_the_month"

    def _why_not_approve_window_move(self, command: Any, by: Any, _at: datetime) -> Iterator[str]:
        yield from self._why_not_signed(self.moves.get(command.move), by)

    def red(self) -> dict[str, str]:
        """Return the clauses of section 5 that do not hold in a reported month, and how.

        "open" may still come, "broken" may not, "waived" is a follow-up's own deviation.
        """
        return {clause: how for clause, how in self._judged() if how}

    def _judged(self) -> Iterator[tuple[str, str]]:
        samples, live = self.samples(), [c for c in self.contacts.values() if c["at"]]
        live = [c for c in live if c["state"] != "voided"]
        yield "5.1.1", "" if self.ranking is not None or self.products else "broken"
        yield "5.1.2", "" if self._material_is_right() else "broken"
        approved = self.today(self.done["approve_scenarios"])
        proper = not self._bare() and not any(map(self._is_stale, self.scenarios))
        yield "5.2.1.1", "" if self.inside(1, approved) and proper else "broken"
        yield "5.2.1.2", "" if len(samples) >= self.policy["minimum_samples"] else "broken"
        planned_inside = all(self.inside(2, c["on"]) for c in live)
        whole = self.covered(samples) == set(PARTS) and planned_inside
        yield "5.2.1.3", "" if whole else "broken"
        yield "5.2.2", "" if live else "broken"
        off = [c for c in live if not self._as_planned(c)]
        yield "5.3.1", "broken" if off else ""
        routed = all(c["by_supervisor"] or c["who"].role != "tl" for c in live)
        yield "5.3.4", "" if routed else "broken"
        yield from self._judged_report(samples)

    def _judged_report(self, samples: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        marked = {
            self.card[code] for c in samples for code, mark in c["form"].items() if mark is not None
        }
        for kpi, clause in KPIS.items():
            unheard = KPI_DIMENSIONS[kpi] in marked and not self.recommended[kpi]
            yield clause, "broken" if unheard else ""
        states = Counter(row["state"] for row in self.follow_ups.values())
        far = sum(states[state] for state in FAR_ENOUGH[self.policy["follow_up_done"]])
        waiting = len(self.follow_ups) - far - states["waived"]
        yield "5.5", "open" if waiting else "waived" if states["waived"] else ""
        handed = {"hand_over_nonconformities", "pass_on_nonconformities"} <= set(self.done)
        wrong = self.noted + sum(list(c["form"].values()).count(0) for c in self.samples())
        yield "5.6.2", "" if handed or not wrong else "open"

    def _material_is_right(self) -> bool:
        assert self.material is not None
        if self.material["new"]:
            return True
        codes, top = set(self.material["codes"]), set(self._top())
        places = self.policy["top_reasons"]
        return len(codes) == len(top) == places and codes ^ top <= self._tied()

    def _as_planned(self, contact: dict[str, Any]) -> bool:
        local = contact["at"].astimezone(self.site)
        return bool(local.date() == contact["on"] and day_part(local.hour) == contact["part"])

    def _why_not_close(self, *_: Any) -> Iterator[str]:
        if self.red():
            yield "check_not_met"

    def _why_not_close_with_deviations(self, *_: Any) -> Iterator[str]:
        red = self.red()
        if not red:
            yield "nothing_deviates"
        if any(how != "waived" and not self.waived(clause) for clause, how in red.items()):
            yield "check_without_deviation"
        if self.policy["shortfall"] == "block" and "5.2.1.2" in red:
            yield "shortfall_blocks"

    # What a command leads to.

    def take(self, command: Any, *, by: Any, at: datetime) -> None:
        """Let a command that is not refused have its effect."""
        trigger = command.trigger
        self.last = max(self.last, at)
        change = getattr(self, f"_do_{trigger}", None)
        if change is not None:
            change(command, by)
        self.done[trigger] = self.last
        self.phase = {
            "select_material": "material_selected",
            "approve_scenarios": "scenarios_ready",
            "start_execution": "executing",
            "finish_execution": "collecting",
            "recapitulate": "recapitulated",
            "publish_report": "reported",
            "close": "closed",
            "close_with_deviations": "closed_with_deviations",
            "cancel": "cancelled",
        }.get(trigger, self.phase)

    def _do_collect_reasons(self, command: Any, _by: Any) -> None:
        rows = [(row.code, row.count, row.kind) for row in command.ranking.reasons]
        self.ranking = sorted(rows, key=lambda row: (-row[1], row[0]))

    def _do_add_new_products(self, command: Any, _by: Any) -> None:
        self.products += [product.code for product in command.products]

    def _do_select_material(self, command: Any, _by: Any) -> None:
        self.material = {"codes": list(self._chosen(command)), "new": command.new_products}

    def _do_draft_scenario(self, command: Any, _by: Any) -> None:
        self.scenarios.append(command.text)

    def _do_revise_scenario(self, command: Any, _by: Any) -> None:
        self.scenarios[command.scenario - 1] = command.text

    def _do_plan_contacts(self, command: Any, _by: Any) -> None:
        for plan in command.contacts:
            self.contacts[len(self.contacts) + 1] = {
                "state": "assigned" if plan.contacter else "planned",
                "scenario": plan.scenario, "on": plan.on, "part": plan.day_part,
                "who": plan.contacter, "team": plan.team, "attempts": 0, "at": None,
                "agent": None, "form": {}, "versions": 0, "by_supervisor": False,
            }  # fmt: skip

    def _do_assign_contacts(self, command: Any, _by: Any) -> None:
        complete = self._completes(command)
        for row in command.assignments:
            self.contacts[row.contact].update(state="assigned", who=row.contacter)
        self.phase = "assigned" if complete else self.phase

    def _do_reassign_contact(self, command: Any, _by: Any) -> None:
        row = self.contacts[command.contact]
        row.update(
            who=command.contacter,
            on=command.on or row["on"],
            part=command.day_part or row["part"],
        )

    def _do_log_attempt(self, command: Any, _by: Any) -> None:
        self.contacts[command.contact]["attempts"] += 1

    def _do_perform_contact(self, command: Any, _by: Any) -> None:
        row = self.contacts[command.contact]
        row["attempts"] += 1
        row.update(state="performed", at=command.performed_at, agent=command.agent.id)

    def _do_evaluate_contact(self, command: Any, _by: Any) -> None:
        row, marks = self.contacts[command.contact], dict(command.marks)
        if self.policy["not_applicable"] == "pass":
            marks = {code: 1 if mark is None else mark for code, mark in marks.items()}
        row["versions"] += 1
        row.update(state="evaluated", form=marks)

    def _do_submit_form(self, command: Any, _by: Any) -> None:
        row = self.contacts[command.contact]
        state = "with_supervisor" if row["who"].role == "tl" else "with_analyst"
        row.update(state=state, by_supervisor=False)

    def _do_forward_form(self, command: Any, _by: Any) -> None:
        self.contacts[command.contact].update(state="with_analyst", by_supervisor=True)

    def _do_return_form(self, command: Any, _by: Any) -> None:
        self.contacts[command.contact]["state"] = "returned"

    def _do_accept_form(self, command: Any, _by: Any) -> None:
        self.contacts[command.contact]["state"] = "accepted"

    def _do_void_contact(self, command: Any, _by: Any) -> None:
        self.contacts[command.contact]["state"] = "voided"

    def _do_note_nonconformity(self, _command: Any, _by: Any) -> None:
        self.noted += 1

    def _do_publish_report(self, command: Any, _by: Any) -> None:
        self.recommended = Counter(row.kpi for row in command.recommendations)
        due = sorted({c["agent"] for c in self.samples() if self._needs_coaching(c["form"])})
        self.follow_ups = {n: {"agent": who, "state": "opened"} for n, who in enumerate(due, 1)}

    def _needs_coaching(self, form: dict[str, int | None]) -> bool:
        marks = {code: mark for code, mark in form.items() if mark is not None}
        solution = [mark for code, mark in marks.items() if self.card[code] == "solution"]
        service = [mark for code, mark in marks.items() if self.card[code] != "solution"]
        zero = bool(solution) and not any(solution)
        return zero or (
            bool(service) and Fraction(sum(service), len(service)) < self.policy["target"]
        )

    def _do_follow_up(self, command: Any, state: str) -> None:
        self.follow_ups[command.follow_up]["state"] = state

    def _do_hand_over_follow_up(self, command: Any, _by: Any) -> None:
        self._do_follow_up(command, "with_supervisor")

    def _do_pass_on_follow_up(self, command: Any, _by: Any) -> None:
        self._do_follow_up(command, "with_team_leader")

    def _do_schedule_follow_up(self, command: Any, _by: Any) -> None:
        self._do_follow_up(command, "scheduled")

    def _do_deliver_follow_up(self, command: Any, _by: Any) -> None:
        self._do_follow_up(command, "delivered")

    def _do_verify_follow_up(self, command: Any, _by: Any) -> None:
        self._do_follow_up(command, "verified")

    def _do_record_deviation(self, command: Any, by: Any) -> None:
        self.deviations[len(self.deviations) + 1] = {
            "clause": command.clause, "follow_up": command.follow_up,
            "author": by.id, "approved": False,
        }  # fmt: skip

    def _do_approve_deviation(self, command: Any, _by: Any) -> None:
        row = self.deviations[command.deviation]
        row["approved"] = True
        if row["follow_up"] is not None:
            self.follow_ups[row["follow_up"]]["state"] = "waived"

    def _do_move_window(self, command: Any, by: Any) -> None:
        self.moves[len(self.moves) + 1] = {
            "week": command.week, "window": command.window, "author": by.id, "approved": False,
        }  # fmt: skip

    def _do_approve_window_move(self, command: Any, _by: Any) -> None:
        row = self.moves[command.move]
        row["approved"] = True
        self.weeks[row["week"]] = (row["window"].first, row["window"].last)
