"""What the report says: everything that matters, in the reader's words, and nobody's rank."""

from __future__ import annotations

import re
from functools import cache

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import Text, same
from mystery_shopping.model import WindowMove
from mystery_shopping.service.dossier import Dossier, make_dossier
from mystery_shopping.values import Vector, Window
from mystery_shopping_report.content import make_paper
from mystery_shopping_report.paper import Paper, Section
from tests.months import BUDI, RUDI, S, even_plan, nov
from tests.months import Month as Lived
from tests.reports import large_dossier, long_dossier, opened_dossier
from tests.strategies import QCA


@cache
def conceded_dossier() -> Dossier:
    """Return a month that was closed with a deviation, one contact short."""
    month = Lived(plan=even_plan(40, BUDI), zeros={3: ("right_answer", "pace")})
    month.to(S.EXECUTING).do(ms.VoidContact(40, "the line was cut"), at=nov(9))
    month.deviate("5.2.1.2").to(S.CLOSED_WITH_DEVIATIONS)
    return dossier_on_the_last_day(month)


def dossier_on_the_last_day(month: Lived) -> Dossier:
    """Return the dossier of a lived month on its last day."""
    return make_dossier(month.program, month.id, by=QCA, as_of=nov(30))


def section(paper: Paper, name: str) -> Section:
    """Return a part of the details."""
    return next(row for row in paper.sections if row.id == name)


def cells(of: Section) -> list[list[str]]:
    """Return the text of all rows of a section's tables."""
    return [[cell.text for cell in row] for table in of.tables for row in table.rows]


@pytest.mark.clause("5.4.1", kind="story")
def test_the_front_says_how_the_month_stands_and_why() -> None:
    """A manager who reads three lines must not believe a red month green."""
    paper = make_paper(conceded_dossier(), "en")

    assert (paper.overall.sign, paper.overall.words) == ("deviated", "deviated")
    assert [(row.number, row.mark.sign) for row in paper.indicators] == [
        ("4.1", "deviated"),
        ("4.2", "met"),
    ]
    assert [row.number for row in paper.holding] == ["5.2.1.2"]
    assert "39 samples of 40 required; 39 of them in week II." in paper.basis
    assert "1 contact was taken out." in paper.basis
    assert "The figures are those the recap froze." in paper.basis


@pytest.mark.clause("5.4.1", kind="story")
def test_the_three_kpis_stand_with_their_share_and_their_uncertainty() -> None:
    """A share without its interval is believed to the last digit."""
    paper = make_paper(conceded_dossier(), "id")

    assert [card.title for card in paper.cards] == [
        "Ketepatan solusi",
        "Kesopanan",
        "Kemampuan berkomunikasi",
    ]
    first = paper.cards[0]
    assert first.share == "99,4 %"
    assert first.words.startswith("155 dari 156 nilai di 39 kontak = 99 %; kemungkinan antara")
    assert "85 %" in paper.target


def test_recommendations_stand_beside_what_the_figures_suggest() -> None:
    """The analyst's judgement and the arithmetic are two things, and told apart."""
    report = long_dossier().report
    paper = make_paper(long_dossier(), "en")

    assert [(row.analysis, row.advice) for row in paper.advice] == [("analysis", "advice")] * 3
    assert len(paper.suggestions) == len(report.suggestions) > 0


@pytest.mark.clause("5.6.2", kind="story")
def test_every_nonconformity_stands_with_the_solution_that_would_have_been_right() -> None:
    """A list of mistakes teaches nobody; what would have been right does."""
    report = large_dossier().report

    told = cells(section(make_paper(large_dossier(), "en"), "findings"))

    assert len(told) == len(report.nonconformities) > 100
    assert [row[3] for row in told] == [line.solution for line in report.nonconformities]


@pytest.mark.clause("5.5", kind="refusal")
def test_nobody_is_ranked_and_whoever_needs_no_coaching_is_not_in_the_report() -> None:
    """At one or two contacts a person's figure is a cue; a list by result would be a pillory."""
    dossier = long_dossier()
    due = [row.agent.id for row in dossier.report.follow_ups]
    others = {row.person for row in dossier.report.people} - set(due)

    paper = make_paper(dossier, "en")
    told = cells(section(paper, "follow-ups"))

    assert [row[0] for row in told] == [f"{n}. {agent}" for n, agent in enumerate(due, 1)]
    assert due == sorted(due)
    assert all("a cue for coaching, not a measure of the person" in row[-1] for row in told)
    assert others
    assert not [agent for agent in others if agent in repr(paper)]


def test_deviations_stand_with_who_approved_them_and_an_unapproved_one_says_so() -> None:
    """A concession nobody approved must not look like one."""
    dossier = conceded_dossier()
    row = dossier.report.deviations[0]
    open_row = attrs.evolve(row, number=2, follow_up=1, approved_by=None)
    report = attrs.evolve(dossier.report, deviations=(row, open_row))

    told = cells(section(make_paper(attrs.evolve(dossier, report=report), "en"), "deviations"))

    assert [(line[0], line[-1]) for line in told] == [
        ("1. 5.2.1.2", "rudi"),
        ("2. 5.2.1.2, follow-up 1", "not approved"),
    ]


def test_a_moved_week_stands_among_the_deviations() -> None:
    """Whoever wonders why week II was late finds who moved it, and why."""
    dossier = long_dossier()
    moved = Window(nov(15).date(), nov(21).date())
    move = WindowMove(1, 2, moved, "public holidays", QCA, RUDI)
    cycle = attrs.evolve(dossier.cycle, window_moves=Vector.of([move]))

    told = cells(section(make_paper(attrs.evolve(dossier, cycle=cycle), "en"), "deviations"))

    assert told == [["II", "15 November 2026 to 21 November 2026", "public holidays", "rudi"]]


def test_months_without_a_cycle_that_counts_are_named_and_break_the_line() -> None:
    """A line drawn across a missing month invents a figure."""
    part = section(make_paper(long_dossier(), "id"), "trend")

    assert "Tanpa siklus yang dihitung: Maret 2026 dan Juni 2026." in part.notes
    assert len(cells(part)) == 11
    line = re.search(r'class="line" d="([^"]*)"', part.charts[0].body)
    assert line is not None
    assert line[1].count("M") == 13 - 1 - 4


def test_the_report_ends_with_the_document_and_the_head_of_the_chain() -> None:
    """With them a stranger can tell which history the figures rest on."""
    header = long_dossier().report.header
    facts = make_paper(long_dossier(), "en").facts

    told = dict(facts)
    assert told["Form"] == "IN.QCC.TELK.F-27"
    assert told["Document"] == "IN.QCC.TELK.W-10, revision 02"
    assert told["Made by"] == "dewi (QC analyst)"
    assert facts[-1] == ("Head of the chain (SHA-256)", header.head)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_month_just_opened_has_a_report_that_says_it_has_no_figures(language: str) -> None:
    """Nothing out of nothing is not zero per cent."""
    paper = make_paper(opened_dossier(), language)

    assert {(card.share, card.mark.sign) for card in paper.cards} == {("–", "unknown")}
    assert paper.nothing_suggested in {"Belum ada angka.", "There are no figures yet."}
    assert "0 %" not in " ".join(cell for row in cells(paper.sections[-1]) for cell in row)
    assert [part.tables for part in paper.sections if part.id in {"findings", "pareto"}] == [(), ()]


def test_a_cancelled_month_says_so_and_why() -> None:
    """A report on a month that was given up must not pass for one that was lived."""
    month = Lived().to(S.EXECUTING)
    month.do(ms.Cancel("the site was flooded"), at=nov(10))

    paper = make_paper(dossier_on_the_last_day(month), "en")

    assert "The cycle was cancelled: the site was flooded" in paper.basis
    assert section(paper, "trend").notes == ("There is no month that counts yet.",)


def test_each_language_is_spoken_throughout() -> None:
    """Half a report in a language one does not read is a report one cannot sign."""
    indonesian, english = (make_paper(long_dossier(), language) for language in ("id", "en"))

    same_words = {name for name in english.words if indonesian.words[name] == english.words[name]}
    assert same_words == set()
    for one, other in zip(indonesian.sections, english.sections, strict=True):
        assert one.title != other.title
        assert [part.id for part in one.tables] == [part.id for part in other.tables]
        assert len(cells(one)) == len(cells(other))
    assert "," in indonesian.cards[0].share
    assert "." in english.cards[0].share


def test_more_lines_than_a_chart_can_hold_are_drawn_as_one() -> None:
    """A scorecard of sixty lines must not make a chart of three pages; the table has them all."""
    dossier = long_dossier()
    report = dossier.report
    row = report.zeros.rows[0]
    rows = tuple(attrs.evolve(row, key=f"p{n}") for n in range(30))
    lines = tuple(
        attrs.evolve(report.parameters[0], key=f"p{n}", title=same(f"line {n}")) for n in range(30)
    )
    zeros = attrs.evolve(report.zeros, rows=rows)
    crowded = attrs.evolve(dossier, report=attrs.evolve(report, parameters=lines, zeros=zeros))

    part = section(make_paper(crowded, "en"), "pareto")

    assert part.charts[0].body.count('class="bar"') == 13
    assert "18 others" in part.charts[0].body
    assert len(cells(part)) == 30


def test_a_reason_s_own_code_is_not_changed() -> None:
    """A code that was raised to a capital is another code."""
    rows = cells(section(make_paper(long_dossier(), "en"), "figures"))

    assert "r0" in [row[0] for row in rows]
    assert Text("pagi", "morning").en not in [row[0] for row in rows]
    assert "Morning" in [row[0] for row in rows]
