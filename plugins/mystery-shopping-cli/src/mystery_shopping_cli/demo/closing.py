"""The last page of the demo: verdict, KPIs, follow-ups, the chain, and where to look further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import mystery_shopping as ms
from mystery_shopping_cli.demo.play import Play
from mystery_shopping_cli.demo.posted import post_blocks
from mystery_shopping_cli.demo.printing import Printer, printed_blocks
from mystery_shopping_cli.screen import GAP, Block, Heading, Line, Styled, line
from mystery_shopping_cli.views.figures import figure_grid, kpi_blocks, weakest, wordings
from mystery_shopping_cli.views.follow_ups import deviation_blocks, follow_up_blocks
from mystery_shopping_cli.views.verdict import verdict_blocks
from mystery_shopping_cli.wording import chosen, say

_WEAKEST = ms.Text("terlemah", "weakest")
_CHAIN = ms.Text("Rantai kejadian", "The chain of events")
_EVENTS = ms.Text("{n} kejadian utuh; ujung rantai:", "{n} events hold; the head of the chain:")
_TOOK = ms.Text(
    "sebulan dalam {seconds} detik, tersimpan di {place}",
    "a month in {seconds} seconds, kept in {place}",
)
_LOOK = ms.Text("Lihat lebih jauh", "Look further")
_COMMANDS = (
    (
        "verdict",
        ms.Text("putusannya; untuk hari lain: --as-of", "the verdict; on another day: --as-of"),
    ),
    ("show contacts", ms.Text("setiap kontak dan formnya", "every contact and its form")),
    ("show recap", ms.Text("semua angka F-27", "every figure of F-27")),
    ("history", ms.Text("semua kejadian, siapa dan kapan", "everything that happened, who, when")),
    ("log verify", ms.Text("periksa rantainya lagi", "check the chain again")),
)
_WITH_BOOKS = (
    ("deliveries --state sent", ms.Text("setiap pemberitahuan", "every notice")),
    ("deadlines", ms.Text("apa yang jatuh tempo berikutnya", "what falls due next")),
)
_SEEDS = {
    True: ms.Text(
        "seed genap: satu kontak menyimpang; seed ganjil, misalnya --seed 3, ditutup bersih",
        "an even seed: one contact strays; an odd one, say --seed 3, closes clean",
    ),
    False: ms.Text(
        "seed ganjil: ditutup bersih; seed genap, misalnya --seed 2, ditutup dengan deviasi",
        "an odd seed closes clean; an even one, say --seed 2, closes with a deviation",
    ),
}


def last_page(play: Play, printer: Printer, *, seconds: float, place: str) -> Iterator[Block]:
    """Return everything the month came to."""
    cycle = play.cycle
    verdict = play.program.verdict(cycle.id, as_of=cycle.last_at)
    has_books = hasattr(play.program.log, "bookkeeping")
    pages: tuple[Iterable[Block], ...] = (
        verdict_blocks(verdict, zone=cycle.policy.timezone),
        deviation_blocks(cycle.deviations) if cycle.deviations else (),
        _figures(cycle),
        follow_up_blocks(cycle.follow_ups),
        post_blocks(play.post),
        printed_blocks(printer),
        _evidence(play.program.verify(cycle.id), seconds=seconds, place=place),
        _further(place, (*_COMMANDS, *(_WITH_BOOKS if has_books else ()))),
        (line(Styled(say(_SEEDS[play.deviates]), "muted"), indent=2),),
    )
    for page in pages:
        if blocks := tuple(page):
            yield GAP
            yield from blocks


def _figures(cycle: ms.Cycle) -> Iterator[Block]:
    if cycle.recap is not None:
        yield from kpi_blocks(cycle.recap)
        yield GAP
        yield figure_grid(say(_WEAKEST), weakest(cycle.recap, 3), names=wordings(cycle.scorecard))


def _evidence(report: ms.ChainReport, *, seconds: float, place: str) -> Iterator[Block]:
    yield Heading(say(_CHAIN), "SHA-256")
    yield line(say(_EVENTS.fill(n=report.event_count)), indent=2)
    yield line(Styled(report.head, "strong"), indent=2)
    took = f"{seconds:.1f}".replace(".", "," if chosen() == "id" else ".")
    yield line(say(_TOOK.fill(seconds=took, place=place)), indent=2)


def _further(place: str, commands: tuple[tuple[str, ms.Text], ...]) -> Iterator[Block]:
    yield Heading(say(_LOOK))
    for command, words in commands:
        called = (f"mystery-shopping --db {place} ", Styled(command, "strong"))
        yield Line(called, indent=2, whole=True)
        yield line(Styled(say(words), "muted"), indent=6)
