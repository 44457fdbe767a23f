"""Guards of material and scenarios: W-10 5.1 and 5.2.1.1."""

from __future__ import annotations

from collections.abc import Iterable

from mystery_shopping.errors import Text, join, same
from mystery_shopping.model import Basis, Cycle, Kind, MissingKind
from mystery_shopping.rules.ranking import is_short, is_top_choice, top_reasons
from mystery_shopping.rules.scenarios import is_stale_training, reasons_without_scenario
from mystery_shopping.workflow._situation import Situation
from mystery_shopping.workflow.guards._guard import FINE, Gap, necessity, obligation


@necessity(
    "MS311",
    "5.1.1",
    Text(
        "data bulan {actual}, padahal perlu {required}",
        "the data is of {actual}, not of {required}",
    ),
    Text("ambil data bulan {required}", "collect the reasons of {required}"),
)
def not_the_month_before(s: Situation) -> Iterable[Gap]:
    """Refuse reasons of any month but N-1."""
    wanted, given = s.cycle.period.previous, s.command.ranking.period
    return FINE if given == wanted else (Gap(wanted, given, path="ranking.period"),)


@obligation(
    "MS312",
    "5.1.1",
    Text(
        "belum ada data alasan kontak atau produk baru", "there are no reasons and no new products"
    ),
    Text(
        "kumpulkan data {required}, isi produk baru, atau minta deviasi",
        "collect {required}, add new products, or have a deviation approved",
    ),
)
def nothing_collected(s: Situation) -> Iterable[Gap]:
    """Refuse material out of nothing (A17)."""
    if s.cycle.ranking or s.cycle.new_products:
        return FINE
    return (
        Gap(
            Text(f"alasan {s.cycle.period.previous}", f"reasons of {s.cycle.period.previous}"), "0"
        ),
    )


@necessity(
    "MS313",
    "5.1.2",
    Text(
        "{actual} tidak ada dalam data; yang ada: {required}",
        "{actual} is not in the data; there is: {required}",
    ),
    Text("pilih dari {required}", "choose from {required}"),
)
def material_unknown(s: Situation) -> Iterable[Gap]:
    """Refuse codes the collected data do not hold, and a choice of nothing."""
    known = known_codes(s.cycle, new_products=s.command.new_products)
    chosen = chosen_codes(s)
    for place, code in enumerate(chosen):
        if (known and code not in known) or chosen.index(code) != place:
            yield Gap(", ".join(known), code, path=f"codes[{place}]")
    if not chosen:
        wanted = same(", ".join(known)) if known else Text("alasan kontak", "reasons for contact")
        yield Gap(wanted, Text("tidak ada pilihan", "a choice of nothing"), path="codes")


@obligation(
    "MS314",
    "5.1.2",
    Text(
        "terpilih {actual}, padahal yang terbesar {required}",
        "chosen {actual}, the largest are {required}",
    ),
    Text(
        "pilih {required}, atau minta deviasi 5.1.2",
        "choose {required}, or have a deviation from 5.1.2 approved",
    ),
)
def not_the_top_reasons(s: Situation) -> Iterable[Gap]:
    """Refuse anything but the largest reasons; within a tie at the last place either will do."""
    if s.command.new_products or s.cycle.ranking is None:
        return FINE
    chosen = chosen_codes(s)
    if not chosen or is_top_choice(s.cycle, chosen):
        return FINE
    top = ", ".join(reason.code for reason in top_reasons(s.cycle))
    wanted = f">= {s.cycle.policy.top_reasons}" if is_short(s.cycle) else top
    return (Gap(wanted, ", ".join(chosen), path="codes"),)


@obligation(
    "MS315",
    "5.1.2",
    Text("tidak ada alasan jenis {actual}", "no reason is of the kind {actual}"),
    Text("pilih alasan untuk {required}", "choose a reason for {required}"),
)
def kind_missing(s: Situation) -> Iterable[Gap]:
    """Refuse material without one of the four kinds, where the policy says so (A8)."""
    if s.cycle.policy.missing_kind is not MissingKind.ERROR or s.command.new_products:
        return FINE
    missing = missing_kinds(s.cycle, chosen_codes(s))
    return (Gap(_labels(tuple(Kind)), _labels(missing), path="codes"),) if missing else FINE


@necessity(
    "MS321",
    "5.2.1.1",
    Text(
        "dasar {actual} tidak ada; yang ada: {required}",
        "the basis {actual} is not there; there is: {required}",
    ),
    Text("pakai salah satu dari {required}", "rest it on one of {required}"),
)
def basis_unknown(s: Situation) -> Iterable[Gap]:
    """Refuse a scenario on a reason that was not chosen, or a product that was not added."""
    text, material = s.command.text, s.cycle.material
    products = {product.code for product in s.cycle.new_products}
    chosen = set(material.codes) if material else set()
    known = {
        Basis.FREQUENT_PROBLEM: chosen - products,
        Basis.NEW_PRODUCT: products,
        Basis.TRAINING: {text.source},
    }[text.basis]
    if text.source in known:
        return FINE
    return (Gap(", ".join(sorted(known)) or "-", text.source, path="text.source"),)


@obligation(
    "MS322",
    "5.2.1.1",
    Text(
        "pelatihan pada {actual}, padahal perlu bulan {required}",
        "the training was on {actual}, not in {required}",
    ),
    Text("isi held_on dengan tanggal di {required}", "give a held_on in {required}"),
)
def training_not_last_month(s: Situation) -> Iterable[Gap]:
    """Refuse training material of any month but N-1."""
    text, month = s.command.text, s.cycle.period.previous
    if not is_stale_training(s.cycle, text):
        return FINE
    return (Gap(month, text.held_on or "-", path="text.held_on"),)


@necessity(
    "MS323",
    "5.2.1.1",
    Text("belum ada skenario", "there is no scenario"),
    Text("susun sedikitnya satu skenario", "draft at least one scenario"),
)
def no_scenario(s: Situation) -> Iterable[Gap]:
    """Refuse to approve nothing."""
    return FINE if s.cycle.scenarios else (Gap(">= 1", "0"),)


@obligation(
    "MS324",
    "5.2.1.1",
    Text("belum ada skenario untuk {actual}", "no scenario rests on {actual}"),
    Text("susun skenario untuk {actual}", "draft a scenario for {actual}"),
)
def reason_without_scenario(s: Situation) -> Iterable[Gap]:
    """Refuse to approve while a chosen reason has no scenario."""
    material = s.cycle.material
    bare = reasons_without_scenario(s.cycle)
    return (Gap(", ".join(material.codes if material else ()), ", ".join(bare)),) if bare else FINE


@obligation(
    "MS325",
    "5.2.1.1",
    Text(
        "hari ini {actual}, di luar minggu ke-I {required}",
        "today is {actual}, outside week I {required}",
    ),
    Text(
        "setujui dalam {required}, atau minta deviasi 5.2.1.1",
        "approve within {required}, or have a deviation from 5.2.1.1 approved",
    ),
)
def outside_week_1(s: Situation) -> Iterable[Gap]:
    """Refuse to approve the scenarios outside week I."""
    week = s.cycle.weeks.week_1
    return FINE if s.today in week else (Gap(week, s.today, path="at"),)


def known_codes(cycle: Cycle, *, new_products: bool) -> tuple[str, ...]:
    """Return the codes that can be chosen."""
    if new_products:
        return tuple(product.code for product in cycle.new_products)
    return tuple(reason.code for reason in cycle.ranking.reasons) if cycle.ranking else ()


def chosen_codes(s: Situation) -> tuple[str, ...]:
    """Return the codes the command chooses: those it names, else the largest or all products."""
    named: tuple[str, ...] = s.command.codes
    if named:
        return named
    if s.command.new_products:
        return known_codes(s.cycle, new_products=True)
    return tuple(reason.code for reason in top_reasons(s.cycle))


def missing_kinds(cycle: Cycle, codes: tuple[str, ...]) -> tuple[Kind, ...]:
    """Return the kinds no chosen reason carries, where anything is known of kinds."""
    chosen = [
        reason
        for reason in (cycle.ranking.reasons if cycle.ranking else ())
        if reason.code in codes
    ]
    found = {reason.kind for reason in chosen} | {
        kind for reason in chosen for kind, count in reason.kinds if count
    }
    return tuple(kind for kind in Kind if kind not in found)


def _labels(kinds: tuple[Kind, ...]) -> Text:
    return join(tuple(kind.label for kind in kinds))
