"""The checks of material, scenarios and assignment: W-10 5.1 and 5.2."""

from __future__ import annotations

from datetime import date

from mystery_shopping.errors import Text, join
from mystery_shopping.model import (
    ContactState,
    CycleState,
    Material,
    MissingKind,
    PlannedContact,
)
from mystery_shopping.rules._view import Judgement, Status, View
from mystery_shopping.rules.coverage import needed_per_day_part
from mystery_shopping.rules.ranking import is_top_choice
from mystery_shopping.rules.samples import today_of
from mystery_shopping.rules.scenarios import is_stale_training, reasons_without_scenario
from mystery_shopping.values import HELPERS, Role


def reasons_collected(view: View) -> Judgement:
    """5.1.1: the reasons of month N-1 are in, or new products in their place."""
    cycle = view.cycle
    sources = [
        same
        for same, there in (
            (cycle.ranking and cycle.ranking.source, cycle.ranking is not None),
            (", ".join(product.code for product in cycle.new_products), bool(cycle.new_products)),
        )
        if there
    ]
    return view.judge(
        bool(sources),
        due=view.is_past(CycleState.OPENED) or view.is_over(cycle.weeks.week_1),
        required=Text(
            f"alasan kontak {cycle.period.previous} atau produk baru",
            f"reasons of {cycle.period.previous} or new products",
        ),
        actual="; ".join(str(source) for source in sources) or Text("belum ada", "none"),
        evidence=view.step("collect_reasons", "add_new_products"),
    )


def top_reasons_selected(view: View) -> Judgement:
    """5.1.2: the five most frequent reasons are the material, each with its kind."""
    cycle = view.cycle
    required = Text(
        f"{cycle.policy.top_reasons} besar alasan kontak",
        f"the {cycle.policy.top_reasons} most frequent reasons",
    )
    material = cycle.material
    return view.judge(
        material is not None and _is_as_required(view, material),
        due=view.is_past(CycleState.OPENED) or view.is_over(cycle.weeks.week_1),
        required=required,
        actual=_material_words(material) if material else Text("belum dipilih", "not selected"),
        evidence=view.step("select_material"),
    )


def _is_as_required(view: View, material: Material) -> bool:
    if material.from_new_products:
        return True
    strict = view.cycle.policy.missing_kind is MissingKind.ERROR
    return is_top_choice(view.cycle, material.codes) and not (strict and material.missing_kinds)


def _material_words(material: Material) -> Text:
    codes = ", ".join(material.codes)
    kinds = join(tuple(kind.label for kind in material.missing_kinds))
    lacking = Text(f" (tanpa: {kinds.id})", f" (without: {kinds.en})") if kinds.en else Text("", "")
    return Text(codes + lacking.id, codes + lacking.en)


def scenarios_in_week_1(view: View) -> Judgement:
    """5.2.1.1: scenarios on every chosen reason, on a proper basis, approved in week I."""
    cycle, week = view.cycle, view.cycle.weeks.week_1
    step = cycle.find_step("approve_scenarios")
    day = today_of(cycle.policy, step.at) if step else None
    faults = _scenario_faults(view)
    return view.judge(
        day is not None and day in week and not faults,
        due=day is not None or view.is_over(week),
        required=Text(
            f"setiap alasan, dasar yang sah, disetujui {week}",
            f"every reason, a proper basis, approved within {week}",
        ),
        actual=join((_scenario_words(len(cycle.scenarios), day), *faults)),
        evidence=view.step("approve_scenarios"),
    )


def _scenario_words(count: int, day: date | None) -> Text:
    if day is None:
        return Text(f"{count} skenario, belum disetujui", f"{count} scenarios, not approved")
    return Text(f"{count} skenario, disetujui {day}", f"{count} scenarios, approved {day}")


def _scenario_faults(view: View) -> tuple[Text, ...]:
    cycle = view.cycle
    bare = ", ".join(reasons_without_scenario(cycle))
    old = ", ".join(
        str(row.number) for row in cycle.scenarios if is_stale_training(cycle, row.text)
    )
    faults = (
        (bare, Text(f"tanpa skenario: {bare}", f"without a scenario: {bare}")),
        (old, Text(f"pelatihan bukan bulan lalu: {old}", f"training not of last month: {old}")),
    )
    return tuple(words for found, words in faults if found)


def enough_samples(view: View) -> Judgement:
    """5.2.1.2: at least 40 samples in the month."""
    least, count = view.cycle.policy.minimum_samples, len(view.samples)
    can_still = len(view.candidates) >= least or not view.is_over(view.cycle.period.last_day)
    return view.judge(
        count >= least,
        due=view.forms_are_in or not can_still,
        required=Text(f"minimal {least}", f"at least {least}"),
        actual=Text(
            f"{count} ({len(view.inside)} di minggu ke-II)",
            f"{count} ({len(view.inside)} in week II)",
        ),
        evidence=view.contacts(view.samples),
    )


def day_parts_covered(view: View) -> Judgement:
    """5.2.1.3: contacts planned for week II, samples inside it in every day part."""
    cycle = view.cycle
    needed = needed_per_day_part(cycle)
    if not needed:
        required = Text("sebanding dengan trafik", "in proportion to traffic")
        actual = Text("trafik per bagian hari tidak diketahui", "traffic by day part is unknown")
        return Judgement(Status.UNVERIFIABLE, required, actual)
    table = cycle.policy.day_parts
    counts = {code: view.per_day_part[code] for code in table.codes}
    outside = tuple(c for c in view.live if c.plan.on not in cycle.weeks.week_2)
    hopeless = view.is_over(cycle.weeks.week_2) and not view.may_cover(needed)
    return view.judge(
        not outside and all(counts[code] >= least for code, least in needed.items()),
        due=view.forms_are_in or bool(outside) or hopeless,
        required=join(tuple(_part_words(view, code, f"≥ {n}") for code, n in needed.items())),
        actual=join(
            (
                *(_part_words(view, code, count) for code, count in counts.items()),
                *_outside_words(len(outside)),
            )
        ),
        evidence=view.contacts(outside or view.inside),
    )


def _outside_words(count: int) -> tuple[Text, ...]:
    words = Text(f"{count} direncanakan di luar minggu itu", f"{count} planned outside it")
    return (words,) if count else ()


def _part_words(view: View, code: str, count: object) -> Text:
    title = view.cycle.policy.day_parts.named(code).title
    return Text(f"{title.id} {count}", f"{title.en} {count}")


def contacts_assigned(view: View) -> Judgement:
    """5.2.2: every contact has a contacter, helpers with the reason they were asked."""
    cycle = view.cycle
    given = [c for c in view.live if c.state is not ContactState.PLANNED and _is_proper(c.plan)]
    helpers = sum(c.contacter is not None and c.contacter.role in HELPERS for c in given)
    return view.judge(
        bool(given) and len(given) == len(view.live),
        due=view.is_past(CycleState.SCENARIOS_READY),
        required=Text("semua kontak ditugaskan", "every contact assigned"),
        actual=Text(
            f"{len(given)} dari {len(view.live)}, {helpers} oleh pembantu",
            f"{len(given)} of {len(view.live)}, {helpers} by helpers",
        ),
        evidence=view.step("assign_contacts") + view.step("plan_contacts")
        if cycle.contacts
        else (),
    )


def _is_proper(plan: PlannedContact) -> bool:
    return plan.contacter is not None and (
        plan.contacter.role is Role.QCO or bool(plan.helper_reason)
    )
