"""The first lines of the demo: the month, the weeks, the people, and what the seed decides."""

from __future__ import annotations

from collections.abc import Iterator

import mystery_shopping as ms
from mystery_shopping_cli.demo.play import UNIT, Play
from mystery_shopping_cli.screen import GAP, Block, Heading, Styled, line
from mystery_shopping_cli.views.words import span_words
from mystery_shopping_cli.wording import say

_TITLE = ms.Text("Mystery shopping {month}", "Mystery shopping, {month}")
_WEEKS = ms.Text(
    "minggu ke-I {one} · minggu ke-II {two} · {zone}", "week I {one} · week II {two} · {zone}"
)
_SEED = ms.Text("seed {seed}, {which}", "seed {seed}, {which}")
_WHICH = {
    True: ms.Text("genap: satu kontak akan menyimpang", "even: one contact will stray"),
    False: ms.Text("ganjil: akan ditutup bersih", "odd: it will close clean"),
}


def title_page(play: Play, *, period: ms.Period, policy: ms.Policy) -> Iterator[Block]:
    """Return the lines before the month begins."""
    weeks = policy.week_rule.weeks(period)
    one, two = span_words(weeks.week_1), span_words(weeks.week_2)
    yield Heading(say(_TITLE.fill(month=period.title)), f"IN.QCC.TELK.W-10 · unit {UNIT}")
    yield line(say(_WEEKS.fill(one=one, two=two, zone=policy.timezone)), indent=2)
    yield line(" · ".join(_people(play)), indent=2)
    told = _SEED.fill(seed=play.seed, which=_WHICH[play.deviates])
    yield line(Styled(say(told), "muted"), indent=2)
    yield GAP


def _people(play: Play) -> Iterator[str]:
    by_role: dict[ms.Role, list[str]] = {}
    for person in play.cast.staff:
        by_role.setdefault(person.role, []).append(person.id)
    for role, names in by_role.items():
        yield f"{role.value.upper()} {' '.join(names)}"
