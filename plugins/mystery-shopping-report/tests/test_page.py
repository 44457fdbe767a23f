"""The page: one thing in one file, that everybody can read in whatever way they read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from mystery_shopping.service.dossier import Dossier
from mystery_shopping_report.content import make_paper
from mystery_shopping_report.html import make_page
from tests.pages import Element, colours, contrast, read_page
from tests.reports import hostile_dossier, large_dossier, long_dossier, opened_dossier

DOSSIERS = (long_dossier, opened_dossier, large_dossier, hostile_dossier)
TEXT = "ink soft link met not_met deviated pending unverifiable".split()

every_page = pytest.mark.parametrize(
    "page",
    [(make, language) for make in DOSSIERS for language in ("id", "en")],
    indirect=True,
    ids=lambda case: f"{case[0].__name__}-{case[1]}",
)


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Element:
    """A dossier's page in one language, read back."""
    make: Callable[[], Dossier]
    make, language = request.param
    return read_page(make_page(make_paper(make(), language)))


def page_of(dossier: Dossier, language: str = "en") -> Element:
    """Return a dossier's page, read back."""
    return read_page(make_page(make_paper(dossier, language)))


@every_page
def test_a_page_has_one_title_and_its_headings_never_skip_a_level(page: Element) -> None:
    """Who listens to a page goes from heading to heading."""
    levels = [int(row.tag[1]) for row in page.every("h1", "h2", "h3", "h4", "h5", "h6")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_page
def test_every_id_stands_once_and_every_reference_leads_somewhere(page: Element) -> None:
    """A label that leads nowhere is silence in a screen reader."""
    ids = [row.attributes["id"] for row in page.every() if "id" in row.attributes]
    wanted = [
        name
        for row in page.every()
        for key in ("aria-labelledby", "aria-describedby")
        for name in row.attributes.get(key, "").split()
    ]
    jumps = [row.attributes["href"][1:] for row in page.every("a", "use")]

    assert len(set(ids)) == len(ids)
    assert set(wanted) | set(jumps) <= set(ids)


@every_page
def test_nothing_leads_out_of_the_page(page: Element) -> None:
    """The report is opened offline, from a mail, years later."""
    links = [
        row.attributes[key]
        for row in page.every()
        for key in ("src", "href", "xlink:href", "action", "data", "poster")
        if key in row.attributes
    ]

    assert all(link.startswith("#") for link in links)
    assert page.every("script", "img", "link", "iframe", "object", "form", "base") == []
    assert all(not key.startswith("on") for row in page.every() for key in row.attributes)
    assert all("style" not in row.attributes for row in page.every())
    assert "url(" not in page_style(page)
    assert "@import" not in page_style(page)


def page_style(page: Element) -> str:
    """Return the rules of a page."""
    return "".join(row for row in page.one("style").children if isinstance(row, str))


@every_page
def test_a_page_names_its_language_its_landmarks_and_a_way_past_the_navigation(
    page: Element,
) -> None:
    """Without them a reader has to go through everything, in the wrong voice."""
    assert page.one("html").attributes["lang"] in {"id", "en"}
    assert page.one("main").attributes["id"] == "report"
    assert page.every("a")[0].attributes == {"class": "skip", "href": "#report"}
    assert len(page.every("header")) == len(page.every("nav")) == len(page.every("footer")) == 1
    assert page.one("nav").attributes["aria-label"]


@every_page
def test_every_table_has_a_caption_and_every_header_its_scope(page: Element) -> None:
    """A figure without its row and column is only a number."""
    for table in page.every("table"):
        columns = table.one("thead").every("th")
        assert table.one("caption").text
        assert {row.attributes["scope"] for row in columns} == {"col"}
        assert all(row.text for row in columns)
        for row in table.one("tbody").every("tr"):
            assert len(row.every("th", "td")) == len(columns)
            assert row.one("th").attributes["scope"] == "row"


@every_page
def test_every_chart_says_in_words_what_it_shows(page: Element) -> None:
    """A picture without words does not exist for those who cannot see it."""
    charts = [row for row in page.every("svg") if row.attributes.get("role") == "img"]
    others = [row for row in page.every("svg") if row not in charts]

    assert len(charts) >= 3
    assert all(chart.one("title").text and chart.one("desc").text for chart in charts)
    assert all(row.attributes["aria-hidden"] == "true" for row in others)


@every_page
def test_a_standing_is_told_by_a_sign_and_a_word_and_not_by_colour_alone(page: Element) -> None:
    """One man in twelve does not tell red from green."""
    marks = [row for row in page.every("span") if "mark" in row.attributes.get("class", "").split()]
    signs = {row.attributes["id"]: row.one("path").attributes["d"] for row in page.every("symbol")}

    assert marks
    for mark in marks:
        assert mark.one("use").attributes["href"][1:] in signs
        assert mark.text
    told = [signs[f"sign-{name}"] for name in TEXT[3:]]
    assert len(set(told)) == len(told)


def test_text_can_be_told_from_what_it_stands_on_in_light_and_in_dark() -> None:
    """A report is read in the sun, at night, and by tired eyes: WCAG 2 asks for 4.5 and 3."""
    for scheme in colours(page_style(page_of(opened_dossier()))):
        for ground in ("paper", "ground"):
            for name in TEXT:
                assert contrast(scheme[name], scheme[ground]) >= 4.5, (name, ground)
        for one, other in (("bar", "track"), ("bar", "paper"), ("ink", "bar"), ("mean", "paper")):
            assert contrast(scheme[one], scheme[other]) >= 3, (one, other)


def test_text_has_no_colour_but_one_that_was_measured() -> None:
    """A colour written into a rule would pass the measuring above unseen."""
    style = page_style(page_of(opened_dossier()))
    rules = style.split("color-scheme:light dark}", 1)[1].split("@media print", 1)[0]
    outside = [part for part in rules.split("--") if part.startswith("ground:#")]

    assert rules.count("#") == rules.count(":#")
    assert len(outside) == 1
    assert rules.split("--unverifiable:", 1)[1].count("#") == 1


def test_the_verdict_comes_first_then_the_kpis_then_what_to_do() -> None:
    """A manager reads one page, and most managers its first half."""
    sections = [row.attributes["id"] for row in page_of(long_dossier()).every("h2")]

    assert sections == ["verdict", "kpis", "actions", "details-title", "about"]


def test_the_details_are_open_for_the_printer_and_for_whoever_has_no_script() -> None:
    """What is folded away when the page is printed is missing on paper."""
    folds = page_of(long_dossier()).every("details")

    assert len(folds) == 7
    assert all("open" in fold.attributes for fold in folds)
    assert "details::details-content" in page_style(page_of(long_dossier()))


def test_the_same_dossier_gives_the_same_bytes() -> None:
    """Whoever compares two reports compares the months, not the days they were made on."""
    once, again = (make_page(make_paper(long_dossier(), "id")) for _ in range(2))

    assert once == again


def test_each_figure_of_a_chart_stands_in_a_table_too() -> None:
    """Nobody should have to measure a bar to know its length."""
    page = page_of(long_dossier())
    report = long_dossier().report

    kpis, zeros, months = (
        page.by_id(name).text for name in ("figures-kpi", "pareto-table", "trend-table")
    )
    for line in report.kpis:
        assert f"{line.share.ones} / {line.share.count}" in kpis
    for row in report.zeros.rows:
        assert report.title(row.key).en in zeros
    for period, share in report.trend.months:
        assert f"{period.title.en} {share.count}" in months


def test_a_large_month_stays_a_page_that_can_be_sent() -> None:
    """Four hundred contacts make more rows, not more pictures."""
    assert len(make_page(make_paper(large_dossier(), "id")).encode()) < 400_000
