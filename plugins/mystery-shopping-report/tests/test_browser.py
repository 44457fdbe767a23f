"""The page in a real browser: it asks for nothing, complains of nothing, and fits its window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from mystery_shopping_report import HtmlExporter
from tests.reports import hostile_dossier, large_dossier, long_dossier, opened_dossier

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (1280, 768, 390, 320)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser of this machine."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    place = next(filter(None, map(shutil.which, NAMES)), None)
    if place is None:
        pytest.skip(f"needs one of {', '.join(NAMES)}")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=[long_dossier, opened_dossier, large_dossier, hostile_dossier])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A report's page."""
    (path,) = HtmlExporter().export(request.param(), tmp_path, language="id")
    return path.rename(tmp_path / "report.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_asks_for_nothing_and_never_scrolls_sideways(
    browser: Any,  # noqa: ANN401 - playwright comes without being a dependency
    file: Path,
    tmp_path: Path,
    *,
    width: int,
    scheme: str,
) -> None:
    """A report that calls home, or that runs out of a phone, is not read."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())
    page.screenshot(path=tmp_path / f"{width}-{scheme}.png", full_page=True)

    assert said == []
    assert asked == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (tmp_path / f"{width}-{scheme}.png").stat().st_size > 10_000
    context.close()


def test_the_style_is_let_through_and_follows_the_reader_s_scheme(
    browser: Any,  # noqa: ANN401 - playwright comes without being a dependency
    file: Path,
) -> None:
    """A policy that stopped the page's own style would leave a page of bare text."""
    grounds = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(file.as_uri())
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.close()

    assert grounds == ["rgb(243, 245, 242)", "rgb(16, 20, 19)"]


def test_the_skip_link_is_first_and_seen_when_it_has_the_focus(
    browser: Any,  # noqa: ANN401 - playwright comes without being a dependency
    file: Path,
) -> None:
    """Whoever goes by keyboard should not have to pass twelve links first."""
    page = browser.new_page()
    page.goto(file.as_uri())

    page.keyboard.press("Tab")

    focus = "document.activeElement"
    assert page.evaluate(f"{focus}.className") == "skip"
    assert page.evaluate(f"{focus}.getBoundingClientRect().left") == 0
    assert page.evaluate(f"getComputedStyle({focus}).outlineStyle") == "solid"
    page.close()


def test_it_prints_on_a4_with_everything_unfolded_and_named_on_every_page(
    browser: Any,  # noqa: ANN401 - playwright comes without being a dependency
    tmp_path: Path,
) -> None:
    """What somebody folded away on the screen belongs on paper all the same."""
    (file,) = HtmlExporter().export(long_dossier(), tmp_path, language="id")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(row => { row.open = false })")

    content = page.pdf(prefer_css_page_size=True, print_background=True)

    pages = pypdf.PdfReader(BytesIO(content)).pages
    told = [" ".join(sheet.extract_text().split()) for sheet in pages]
    assert {round(float(sheet.mediabox.width)) for sheet in pages} <= {595, 596}
    assert all(f"{number} / {len(pages)}" in text for number, text in enumerate(told, 1))
    assert all("IN.QCC.TELK.F-27" in text for text in told)
    assert "Menunjukkan empati" in " ".join(told)
    assert "Yang perlu dilakukan" in told[0]
    page.close()
