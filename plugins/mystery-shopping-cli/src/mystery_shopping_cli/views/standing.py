"""How a month stands: what is missing, what somebody may do, and 4.2 month by month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import GAP, Block, Column, Grid, Heading, Styled, line
from mystery_shopping_cli.views.follow_ups import follow_up_blocks
from mystery_shopping_cli.views.words import (
    number_words,
    span_words,
    status_piece,
    time_words,
)
from mystery_shopping_cli.wording import say

_T = ms.Text
_MISSING = _T("Yang masih kurang", "Still missing")
_SAMPLES = _T("sample", "samples")
_SAMPLE_WORDS = _T("{n} diterima, {go} lagi sampai {least}", "{n} accepted, {go} to go to {least}")
_PARTS = _T("bagian hari", "day parts")
_COVERED = _T("semua terisi di minggu ke-II", "all covered in week II")
_DAYS = _T("minggu ke-II", "week II")
_DAY_WORDS = _T("{window}, sisa {n} hari", "{window}, {n} days left")
_HAND_IN = _T("batas form", "hand-in")
_HAND_IN_WORDS = _T("{n} hari lagi", "{n} days left")
_UNASSIGNED = _T("tanpa contacter", "unassigned")
_FORMS = _T("belum masuk", "outstanding")
_LOAD_HEADS = _T(
    "contacter,tugas,dilaksanakan,diserahkan,diterima",
    "contacter,assigned,performed,handed in,accepted",
)
_ALLOWED = _T("Yang boleh dilakukan {who}", "What {who} may do")
_ALLOWED_HEADS = _T("langkah,klausul,nomor,yang menghalangi", "step,clause,numbers,in the way")
_NOTHING = _T("tidak ada", "nothing")
_OCCURRENCE = _T("Minimal satu bulan sekali", "At least once a month")
_OCCURRENCE_HEADS = _T("bulan,status,siklus,kontak", "month,status,cycle,contacts")
_LACKING = _T("tanpa mystery shopping: {months}", "without mystery shopping: {months}")


def missing_blocks(missing: ms.Missing, *, cycle: ms.Cycle) -> Iterator[Block]:
    """Return what is missing, what lies where, and how far each contacter is."""
    as_of = time_words(missing.as_of, cycle.policy.timezone)
    yield Heading(say(_MISSING), f"{missing.cycle} · {as_of}")
    for title, words in _gaps(missing, cycle):
        yield line(words, indent=2, label=Styled(f"{say(title):<15}", "muted"))
    if missing.contacters:
        yield GAP
        first, *others = say(_LOAD_HEADS).split(",")
        yield Grid(
            (Column(first), *(Column(head, right=True) for head in others)),
            tuple(_load_row(load) for load in missing.contacters),
        )
    if missing.follow_ups:
        yield GAP
        yield from follow_up_blocks(missing.follow_ups)


def _gaps(missing: ms.Missing, cycle: ms.Cycle) -> Iterator[tuple[ms.Text, str]]:
    least = cycle.policy.minimum_samples
    facts = {"n": missing.sample_count, "go": missing.samples_to_go, "least": least}
    yield _SAMPLES, say(_SAMPLE_WORDS.fill(**facts))
    parts = (
        f"{say(cycle.policy.day_parts.named(code).title)} +{n}"
        for code, n in missing.day_parts_to_go
    )
    yield _PARTS, ", ".join(parts) or say(_COVERED)
    window = span_words(missing.window)
    yield _DAYS, say(_DAY_WORDS.fill(window=window, n=missing.days_left))
    if missing.hand_in_days_left is not None:
        yield _HAND_IN, say(_HAND_IN_WORDS.fill(n=missing.hand_in_days_left))
    if missing.unassigned_count:
        yield _UNASSIGNED, str(missing.unassigned_count)
    states = Counter(form.state for form in missing.forms)
    for state in sorted(states, key=list(ms.ContactState).index):
        numbers = number_words(form.contact for form in missing.forms if form.state is state)
        yield _FORMS, f"{say(state.label)} {states[state]}: {numbers}"


def _load_row(load: ms.ContacterLoad) -> tuple[str, ...]:
    counts = (load.assigned_count, load.performed_count, load.submitted_count, load.accepted_count)
    return load.contacter, *(str(count) for count in counts)


def allowed_blocks(
    rows: tuple[ms.Allowed, ...], *, by: ms.Person, cycle: ms.Cycle
) -> Iterator[Block]:
    """Return the steps open to somebody, on which numbers, and what is in their way."""
    yield Heading(say(_ALLOWED.fill(who=by)), f"{cycle.id} · {say(cycle.state.label)}")
    if not rows:
        yield line(say(_NOTHING), indent=2)
    step, clause, numbers, way = say(_ALLOWED_HEADS).split(",")
    columns = (Column(step), Column(clause), Column(numbers, wide=True), Column(way, wide=True))
    yield Grid(columns, tuple(_allowed_row(row) for row in rows))


def _allowed_row(row: ms.Allowed) -> tuple[str, ...]:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", row.command).lower()
    way = "; ".join(say(condition.sentence) for condition in row.unmet)
    return name, row.clause, number_words(row.numbers), way


def occurrence_blocks(found: ms.MonthlyOccurrence) -> Iterator[Block]:
    """Return one line a month, and the months that are missing."""
    yield Heading(say(_OCCURRENCE), f"W-10 4.2 · {found.unit}")
    month, status, cycle, contacts = say(_OCCURRENCE_HEADS).split(",")
    columns = (Column(month), Column(status), Column(cycle), Column(contacts, right=True))
    rows = (
        (str(row.period), status_piece(row.status), row.cycle or "–", str(row.contact_count))
        for row in found.rows
    )
    yield Grid(columns, tuple(rows))
    if found.missing:
        months = ", ".join(map(str, found.missing))
        yield line(say(_LACKING.fill(months=months)), indent=2, label=Styled("✗", "bad"))
