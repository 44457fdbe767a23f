"""Every question answers a person in 80 columns and a program in JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]

PARTS = (
    "cycle reasons scenarios plan contacts recap report follow-ups nonconformities deviations"
    " policy scorecard"
).split()
QUESTIONS = [
    "cycles",
    "verdict",
    "verdict --headings",
    "missing",
    "allowed",
    "history",
    "history --contact 3",
    "log verify",
    "weeks 2027",
    "clauses",
    "scorecard",
    "plugins",
    "occurrence 2026-09 2026-12 --as-of 2026-11-30T00:00Z",
    "show contact 3",
    *(f"show {part}" for part in PARTS),
]
BOXES = set("─│┌┐└┘├┤┬┴┼━┃╭╮╯╰═║")


@pytest.mark.parametrize(
    "step, line",
    [
        (step, line)
        for step in ("open", "contacts", "close")
        for line in QUESTIONS
        if (step, line) != ("open", "show contact 3")  # there are no contacts before the plan
    ],
)
def test_every_question_fits_80_columns_and_its_json_parses(
    live: Live, line: str, step: str
) -> None:
    """A page that breaks in a pipe, a mail or a narrow window is a page nobody sends on."""
    shell = live(step)

    page = shell(*line.split())
    answer = shell.json(*line.split())

    rows = page.splitlines()
    assert max(map(len, rows), default=0) <= 80
    assert not [row for row in rows if row != row.rstrip()]
    assert not BOXES & set(page)
    assert "\x1b" not in page
    assert answer is None or isinstance(answer, (dict, list))


def test_as_of_a_day_means_its_end_on_the_clock_of_the_site(live: Live) -> None:
    """As it stood on the 5th: that includes what was done on the 5th."""
    shell = live("close")

    verdict = shell.json("verdict", "--as-of", "2026-11-05")
    states = {row["clause"]: row["status"] for row in verdict["rows"]}

    assert verdict["as_of"] == "2026-11-05T16:59:59.999999+00:00"
    assert (states["5.2.2"], states["5.3.1"]) == ("met", "pending")


def test_a_question_about_now_sees_a_month_that_lies_in_the_future(live: Live) -> None:
    """The demo plays November whatever the calendar says; its verdict must be there to read."""
    shell = live("close")

    assert shell.json("verdict")["as_of"] >= "2026-11-20T02:00:00+00:00"


def test_missing_says_where_the_forms_lie(live: Live) -> None:
    """A QCA's question in the evening: whose forms do I still not have?"""
    told = live("contacts")("missing", "--as-of", "2026-11-14")

    assert "0 accepted, 40 to go to 40" in told
    assert "with the analyst" in told
    assert "with the supervisor" in told


def test_disputed_months_carry_a_sign_and_not_only_a_colour(shell: Shell) -> None:
    """A year's windows are agreed on in January, on paper."""
    rows = shell("weeks", 2026).splitlines()
    months = shell.json("weeks", 2026)

    assert (
        sum("△" in row for row in rows[:15]) == sum(month["is_disputed"] for month in months) == 11
    )
    assert any("✓  June 2026" in row for row in rows)


@pytest.mark.clause("4.2", "story")
def test_months_without_mystery_shopping_are_listed(live: Live) -> None:
    """4.2 is judged over a range, and a gap must have a name."""
    told = live("close")("occurrence", "2026-09", "2026-11", "--as-of", "2026-12-01T00:00Z")

    assert "without mystery shopping: 2026-09, 2026-10" in told


def test_allowed_lists_what_a_person_can_do_now(live: Live) -> None:
    """A contacter wants to see the own contacts only."""
    shell = live("start")

    rows = {row["command"]: row["numbers"] for row in shell.json("allowed", by="bayu:qco")}

    assert rows["PerformContact"] == rows["LogAttempt"]
    assert 0 < len(rows["PerformContact"]) < 40


def test_the_only_open_cycle_needs_no_naming_and_two_do(live: Live) -> None:
    """Typing the id forty times a day is a punishment; guessing between two would be worse."""
    shell = live("open")
    shell("open", "surabaya", "2026-11", "--qm-target", 85, at="2026-11-01T09:00")

    told = shell("show", code=2)

    assert "malang/2026-11, surabaya/2026-11" in told
    assert shell.json("show", "--cycle", "surabaya/2026-11")["unit"] == "surabaya"


def test_shared_options_stand_before_or_after_the_command(live: Live) -> None:
    """Nobody remembers on which side of the verb an option goes."""
    shell = live("report")

    before = shell.run("--json", "--cycle", "malang/2026-11", "show").output
    after = shell.run("show", "--json", "--cycle", "malang/2026-11").output

    assert before == after
