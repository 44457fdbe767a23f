"""What each field of a command is called on the command line, and what it means."""

from __future__ import annotations

import attrs

import mystery_shopping as ms


@attrs.frozen
class Word:
    """How a field is written and explained; `several` options are given again for each part.

    `parts` are the values one option takes, when it takes more than one.
    """

    help: ms.Text
    metavar: str = "TEXT"
    flag: str = ""
    several: bool = False
    parts: int = 1


_T = ms.Text
WORDS: dict[str, Word] = {
    "contact": Word(_T("nomor kontak", "the contact's number"), "NUMBER"),
    "scenario": Word(_T("nomor skenario", "the scenario's number"), "NUMBER"),
    "follow_up": Word(_T("nomor tindak lanjut", "the follow-up's number"), "NUMBER"),
    "deviation": Word(_T("nomor deviasi", "the deviation's number"), "NUMBER"),
    "move": Word(_T("nomor pemindahan", "the move's number"), "NUMBER"),
    "clause": Word(_T("nomor klausul, misalnya 5.3.1", "the clause, say 5.3.1"), "CLAUSE"),
    "week": Word(_T("minggu 1 atau 2", "week 1 or 2"), "1|2"),
    "first": Word(_T("hari pertama", "the first day"), "DATE"),
    "last": Word(_T("hari terakhir", "the last day"), "DATE"),
    "codes": Word(
        _T("kode alasan; diulang", "a reason's code; repeat it"), flag="code", several=True
    ),
    "new_products": Word(_T("produk baru sebagai bahan", "take the new products instead")),
    "products": Word(
        _T("kode dan nama produk baru; diulang", "code and title of a new product; repeat it"),
        "CODE TITLE",
        flag="product",
        several=True,
        parts=2,
    ),
    "title": Word(_T("judul skenario", "the scenario's title")),
    "basis": Word(_T("dasar skenario", "what the scenario rests on")),
    "source": Word(
        _T(
            "kode alasan atau produk, atau judul pelatihan",
            "a reason's or product's code, or the training",
        ),
        "CODE",
    ),
    "brief": Word(_T("peran yang dimainkan contacter", "what the contacter plays")),
    "solution": Word(_T("solusi yang benar", "the right solution")),
    "skill": Word(_T("skill di area itu", "the skill it belongs to")),
    "held_on": Word(_T("tanggal pelatihan", "when the training was held"), "DATE"),
    "contacter": Word(_T("contacter yang baru", "who takes it"), "ID:ROLE[:TEAM]"),
    "reason": Word(_T("alasannya", "the reason")),
    "on": Word(_T("tanggalnya", "the day"), "DATE"),
    "day_part": Word(_T("bagian hari", "the day part"), "CODE"),
    "helper_reason": Word(
        _T("mengapa SPV atau TL membantu", "why a supervisor or team leader helps")
    ),
    "assignments": Word(
        _T("kontak dan contacternya; diulang", "a contact and its contacter; repeat it"),
        "NUMBER PERSON",
        flag="give",
        several=True,
        parts=2,
    ),
    "outcome": Word(_T("bagaimana berakhirnya", "how it ended")),
    "tried_at": Word(_T("kapan dicoba (bila tidak: --at)", "when it was tried (else --at)"), "ISO"),
    "performed_at": Word(
        _T("kapan tersambung (bila tidak: --at)", "when the agent answered (else --at)"), "ISO"
    ),
    "agent": Word(_T("agent yang menjawab", "the agent who answered"), "ID:agent[:TEAM]"),
    "note": Word(_T("catatan", "a note")),
    "marks": Word(_T("KODE=1 atau KODE=0", "CODE=1 or CODE=0"), "CODE=MARK", several=True),
    "findings": Word(
        _T(
            "parameter bernilai 0, catatan, solusi; diulang",
            "a parameter marked 0, the note, the solution; repeat it",
        ),
        "CODE NOTE SOLUTION",
        flag="finding",
        several=True,
        parts=3,
    ),
    "reasons": Word(
        _T(
            "parameter yang perlu dilihat lagi dan alasannya; diulang",
            "a parameter to look at again, and why; repeat it",
        ),
        "CODE REASON",
        flag="reason",
        several=True,
        parts=2,
    ),
    "parameter": Word(_T("kode parameter F-31", "a parameter's code"), "CODE"),
    "recommendations": Word(
        _T(
            "KPI, analisa, rekomendasi; satu kali per KPI",
            "a KPI, its analysis, the advice; once per KPI",
        ),
        "KPI ANALYSIS ADVICE",
        flag="recommend",
        several=True,
        parts=3,
    ),
    "summary": Word(_T("ringkasan", "a summary")),
    "corrective_action": Word(_T("tindakan perbaikan", "what is done about it")),
    "required": Word(
        _T("yang diminta (bila tidak: dari putusan)", "what is required (else the verdict's)")
    ),
    "actual": Word(_T("yang ada (bila tidak: dari putusan)", "what there is (else the verdict's)")),
    "measure": Word(_T("bentuk pembinaan", "what the agent is given")),
}

# The keys of one part of a repeated option, in the order they are written.
PART_KEYS: dict[str, tuple[str, ...]] = {
    "products": ("code", "title"),
    "assignments": ("contact", "contacter"),
    "findings": ("parameter", "note", "solution"),
    "recommendations": ("kpi", "analysis", "advice"),
}
NUMBERS = ("contact", "scenario", "follow_up", "deviation", "move", "week", "clause")
