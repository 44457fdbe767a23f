"""Follow-ups (F-28), deviations and nonconformities as grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import mystery_shopping as ms
from mystery_shopping_cli.screen import Block, Column, Grid, Heading, Piece, Styled, line
from mystery_shopping_cli.views.words import number_words
from mystery_shopping_cli.wording import say

_TITLE = ms.Text("Tindak lanjut", "Follow-ups")
_NONE = ms.Text("tidak ada", "none")
_HEADS = ms.Text("#,agent,sebab,kontak,status,bentuk", "#,agent,why,contacts,state,measure")
_MEASURES = {
    ms.Measure.COACHING: ms.Text("coaching", "coaching"),
    ms.Measure.SMALL_GROUP_DISCUSSION: ms.Text("diskusi kelompok kecil", "small group discussion"),
    ms.Measure.BOTH: ms.Text("coaching + diskusi", "coaching + discussion"),
}
_DEVIATIONS = ms.Text("Deviasi", "Deviations")
_APPROVED = ms.Text("disetujui {who}", "approved by {who}")
_UNAPPROVED = ms.Text("belum disetujui", "not approved yet")
_PLACES = (
    ("required", ms.Text("perlu", "required")),
    ("actual", ms.Text("ada", "actual")),
    ("reason", ms.Text("alasan", "reason")),
    ("corrective_action", ms.Text("tindakan", "correction")),
)
_NONCONFORMITIES = ms.Text("Ketidaksesuaian", "Nonconformities")
_NOTE_HEADS = ms.Text(
    "kontak,parameter,catatan,solusi yang benar,oleh",
    "contact,parameter,note,right solution,by",
)


def follow_up_blocks(follow_ups: Iterable[ms.FollowUp]) -> Iterator[Block]:
    """Return the follow-ups with why they were opened and how far they are."""
    rows = tuple(_follow_up_row(row) for row in follow_ups)
    yield Heading(say(_TITLE), f"W-10 5.5 · F-28 · {len(rows)}")
    if not rows:
        yield line(say(_NONE), indent=2)
    number, agent, why, contacts, state, measure = say(_HEADS).split(",")
    yield Grid(
        (
            Column(number, right=True),
            Column(agent),
            Column(why, wide=True),
            Column(contacts),
            Column(state),
            Column(measure),
        ),
        rows,
    )


def _follow_up_row(row: ms.FollowUp) -> tuple[Piece, ...]:
    why = ", ".join(say(trigger.label) for trigger in row.triggers)
    measure = say(_MEASURES[row.measure]) if row.measure else "–"
    contacts = number_words(row.contacts)
    return str(row.number), row.agent.id, why, contacts, say(row.state.label), measure


def deviation_blocks(deviations: Iterable[ms.Deviation]) -> Iterator[Block]:
    """Return each deviation: the clause, what was, why, what is done, and who approved it."""
    rows = tuple(deviations)
    yield Heading(say(_DEVIATIONS), f"{len(rows)}")
    for row in rows:
        who = say(_APPROVED.fill(who=row.approved_by)) if row.approved_by else say(_UNAPPROVED)
        of = f" · follow-up {row.follow_up}" if row.follow_up else ""
        yield line(Styled(f"△ {row.number} · W-10 {row.clause}{of}", "warn"), f" · {who}", indent=2)
        for name, title in _PLACES:
            yield line(getattr(row, name), indent=4, label=Styled(f"{say(title):<10}", "muted"))


def nonconformity_blocks(rows: Iterable[ms.Nonconformity]) -> Iterator[Block]:
    """Return the nonconformities with the right solutions."""
    noted = tuple(rows)
    contact, parameter, note, solution, by = say(_NOTE_HEADS).split(",")
    yield Heading(say(_NONCONFORMITIES), f"W-10 5.6 · {len(noted)}")
    yield Grid(
        (
            Column(contact, right=True),
            Column(parameter),
            Column(note, wide=True),
            Column(solution, wide=True),
            Column(by),
        ),
        tuple((f"#{n.contact}", n.parameter, n.note, n.solution, n.by.id) for n in noted),
    )
