"""The demo on public logs: the top five and the kinds that are known to be true of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mystery_shopping_cli.testing import Shell

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "reasons"
XLSX, CSV = "phonenow-2021.xlsx", "phonenow-2021-zero-filled.csv"
INCIDENTS = "incidents-2016-events.csv"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the reference data in ../shared/data is not on this machine"
)

CALLS = """
[columns]
id = "Call Id"
date = "Date"
time = "Time"
reason = "Topic"
answered = "Answered (Y/N)"

[kinds]
"Contract related" = "information"
"Payment related" = "request"
"Admin Support" = "request"

[kinds."Technical Support"]
column = "Resolved"
values = { Y = "complaint_solved", N = "complaint_escalated" }

[kinds.Streaming]
column = "Resolved"
values = { Y = "complaint_solved", N = "complaint_escalated" }
"""
# The cycle's month N: the ranking of month N-1, most frequent first, by the first word.
TOPICS = {
    "2021-02": "Streaming 382, Technical 362, Payment 360, Contract 343, Admin 325",
    "2021-03": "Admin 336, Technical 329, Contract 320, Streaming 316, Payment 315",
    "2021-04": "Payment 332, Technical 328, Streaming 324, Admin 315, Contract 313",
}
CATEGORIES = {
    "2016-03": "Category 53 54, Category 45 43, Category 9 19, Category 20 13, Category 24 9",
    "2016-04": "Category 45 161, Category 53 112, Category 26 56, Category 32 48, Category 42 37",
}
PLACE = re.compile(r"^ +[1-5]  (.+?)  +([\d,]+)  +[\d.]+ %", re.MULTILINE)


def play(shell: Shell, file: str, period: str, *words: object) -> str:
    """Return what the demo shows of a file, in as many columns as need no wrapping."""
    own = ("--reasons", FOLDER / file, "--period", period, "--seed", 3)
    return shell("demo", "--db", shell.db, *own, *words)


def mapped(shell: Shell) -> tuple[str, str]:
    """Return the option that names the mapping of the calls."""
    (shell.folder / "calls.toml").write_text(CALLS, encoding="utf-8")
    return "--mapping", "calls.toml"


@pytest.mark.clause("5.1.2", "story")
@pytest.mark.parametrize("period", TOPICS)
@pytest.mark.parametrize("file", [XLSX, CSV])
@pytest.mark.parametrize("is_guessed", [True, False])
def test_the_calls_of_each_month_give_the_five_that_are_known(
    shell: Shell, file: str, period: str, *, is_guessed: bool
) -> None:
    """Both exports of one log start the same month, whether its columns are told or guessed."""
    page = play(shell, file, period, *(() if is_guessed else mapped(shell)))

    found = ", ".join(f"{name.split()[0]} {count}" for name, count in PLACE.findall(page))
    assert found == TOPICS[period]
    assert shell.json("show")["state"] == "closed"


@pytest.mark.parametrize("file", [XLSX, CSV])
def test_the_kinds_of_the_calls_are_those_that_are_known(shell: Shell, file: str) -> None:
    """5.1.2 names four kinds; a call nobody answered is of none."""
    page = " ".join(play(shell, file, "2021-03", *mapped(shell)).split())

    assert (
        "information 253 · request 515 · complaint solved at first contact 468"
        " · escalated complaint 62 · without a kind 318"
    ) in page
    assert "1,616 contacts of 5,000 rows" in page
    assert "other month 3,384" in page


@pytest.mark.parametrize("period", CATEGORIES)
def test_an_event_log_is_read_one_contact_per_number(shell: Shell, period: str) -> None:
    """Counting rows instead of contacts would give another fifth place."""
    page = play(shell, INCIDENTS, period)

    assert ", ".join(" ".join(place) for place in PLACE.findall(page)) == CATEGORIES[period]
    assert "folded into contact 5,108" in page
    assert shell.json("show")["state"] == "closed"


def test_a_tie_at_the_fifth_place_is_said(shell: Shell) -> None:
    """Nine contacts each: the code decides, and nobody should find that out by accident."""
    page = " ".join(play(shell, INCIDENTS, "2016-03").split())

    assert "the last place is tied: Category 24 (9), Category 37 (9)" in page
