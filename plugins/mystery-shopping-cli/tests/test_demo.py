"""The demo: a whole month under any seed, readable, repeatable, and verifiable afterwards."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import mystery_shopping as ms
from mystery_shopping_cli.testing import Shell

DEMO = ("demo", "--papers", "")
BOXES = set("─│┌┐└┘├┤┬┴┼━┃╭╮╯╰═║")


def play(shell: Shell, *words: object, code: int = 0) -> str:
    """Return what the demo shows."""
    return shell(*DEMO, "--db", "sqlite:///month.db", *words, code=code)


def play_json(shell: Shell, *words: object) -> dict[str, Any]:
    """Return what the demo answers a program."""
    told: dict[str, Any] = shell.json(*DEMO, "--db", shell.db, *words)
    return told


@pytest.mark.clause("5.3.1", "story")
@pytest.mark.parametrize("seed", [2, 8, 2026])
def test_an_even_seed_closes_with_the_one_deviation_that_is_seeded(shell: Shell, seed: int) -> None:
    """A month that never goes wrong shows nothing of what the library is for."""
    told = play_json(shell, "--seed", seed)
    states = {row["clause"]: row["status"] for row in told["verdict"]["rows"]}

    assert told["state"] == "closed_with_deviations"
    assert [row["clause"] for row in told["deviations"]] == ["5.3.1"]
    assert states["5.3.1"] == states["4.1"] == "deviated"
    assert [clause for clause in states if states[clause] not in {"met", "deviated"}] == []


@pytest.mark.clause("4.1", "story")
@pytest.mark.parametrize("seed", [1, 3, 2027])
def test_an_odd_seed_closes_clean(shell: Shell, seed: int) -> None:
    """Red is the exception: a month as the instruction wants it must be shown, too."""
    told = play_json(shell, "--seed", seed)

    assert told["state"] == "closed"
    assert told["deviations"] == []
    assert {row["status"] for row in told["verdict"]["rows"]} == {"met"}


@pytest.mark.parametrize("seed", [2, 3, 11, 44])
def test_every_month_has_its_dramas(shell: Shell, seed: int) -> None:
    """No-answers, a form sent back, a contact replaced, one reassigned, two agents to coach."""
    told = play_json(shell, "--seed", seed)
    contacts = shell.json("show", "contacts")
    history = [row["type"] for row in shell.json("history")]

    assert [row["triggers"] for row in told["follow_ups"]].count(["zero_on_solution"]) == 1
    assert [row["triggers"] for row in told["follow_ups"]].count(["service_below_target"]) == 1
    assert {row["state"] for row in told["follow_ups"]} == {"verified"}
    assert [len(row["evaluations"]) for row in contacts].count(2) == 1
    assert [row["state"] for row in contacts].count("voided") == 1
    assert sum(row["state"] == "accepted" for row in contacts) == 40
    assert history.count("contact.reassigned") == 1
    assert history.count("attempt.logged") > 1
    assert history.count("form.forwarded") > 1


def test_the_same_seed_plays_the_same_month(shell: Shell) -> None:
    """Who reports something odd about seed 5 must be able to show it."""
    first = play_json(shell, "--seed", 5)
    before = shell.json("show", "contacts")
    again = play_json(shell, "--seed", 5)

    assert shell.json("show", "contacts") == before
    assert first["chain"]["event_count"] == again["chain"]["event_count"]
    assert play_json(shell, "--seed", 7)["kpis"] != first["kpis"]


def test_the_log_it_leaves_is_verified_by_the_other_commands(shell: Shell) -> None:
    """The last page invites to look further, so everything it names must work."""
    page = play(shell)
    head = shell.json("log", "verify")[0]["head"]
    commands = re.findall(r"mystery-shopping --db \S+ (.+)", page)

    assert head in page
    assert len(commands) == 7
    for command in commands:
        shell(*command.split())


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("seed", [2, 3])
def test_the_page_reads_well_in_a_pipe_of_80_columns(
    shell: Shell, language: str, seed: int
) -> None:
    """It is the first thing anybody sees of the library, and it ends up in a mail."""
    rows = play(shell, "--lang", language, "--seed", seed).splitlines()

    assert max(map(len, rows)) <= 80
    assert not [row for row in rows if row != row.rstrip()]
    assert not BOXES & set("".join(rows))
    assert not any("\x1b" in row or "{" in row for row in rows)


def test_the_page_shows_the_month_day_by_day_and_what_it_came_to(shell: Shell) -> None:
    """A QCA reads it from top to bottom: material, week I, week II, report, verdict, figures."""
    page = play(shell)

    parts = [
        "Mystery shopping, November 2026",
        "Reasons for contact, October 2026",
        "1  Internet lambat",
        "777",
        "Week I",
        "40 contacts planned",
        "Week II  W-10",
        *(f"{day} Nov  " for day in range(8, 15)),
        "closing is refused (MS396)",
        "closed with deviations",
        "Verdict",
        "△ deviated",
        "Deviations",
        "The three KPIs",
        "Solution accuracy  █",
        "Follow-ups",
        "Notices  ",
        "The chain of events",
        "a month in",
        "Look further",
    ]
    place = 0
    for part in parts:
        assert part in page[place:], part
        place = page.index(part, place)


def test_the_page_speaks_indonesian(shell: Shell) -> None:
    """The instruction is Indonesian, and so are its readers."""
    page = play(shell, "--lang", "id")

    for words in ("Minggu ke-II", "Putusan", "Tiga KPI", "Tindak lanjut", "ditutup dengan deviasi"):
        assert words in page
    notes = shell.json("show", "nonconformities")
    assert not [row for row in notes if row["note"].startswith(("Did ", "Not ", "Greeted"))]


@pytest.mark.clause("5.3.1", "law")
@pytest.mark.parametrize("seed", [3, 9])
def test_every_attempt_under_an_odd_seed_lies_in_its_planned_slot(shell: Shell, seed: int) -> None:
    """A contact that drifts into the next day part would be a deviation nobody seeded."""
    play(shell, "--seed", seed)
    parts, site = ms.DayPartTable.standard(), ZoneInfo("Asia/Jakarta")

    for contact in shell.json("show", "contacts"):
        for attempt in contact["attempts"]:
            local = datetime.fromisoformat(attempt["at"]).astimezone(site)
            slot = (local.date().isoformat(), parts.at(local.time()).code)
            assert slot == (contact["plan"]["on"], contact["plan"]["day_part"])


@pytest.mark.parametrize(
    "policy",
    [
        'timezone = "Asia/Jayapura"',
        'week_rule = { kind = "calendar_rows", first_weekday = 6, min_days = 1 }',
        'week_rule = { kind = "calendar_rows", min_days = 7 }',
        'day_parts = "cldr"',
        'follow_up_done = "verified"',
        'routes_by_supervisor = ["tl", "spv", "qco"]',
        'outside_window = "reject"',
    ],
)
def test_it_plays_under_other_policies(shell: Shell, policy: str) -> None:
    """A site tries its own reading before it believes in it."""
    (shell.folder / "policy.toml").write_text(f"qm_target = 85\n{policy}\n", encoding="utf-8")

    told = play_json(shell, "--policy", "policy.toml", "--seed", 3)

    assert told["state"] == "closed"


def test_a_month_the_log_does_not_hold_is_said_with_the_months_it_does(shell: Shell) -> None:
    """The month asked for is the cycle's, the data are of the one before: easily mistaken."""
    told = " ".join(play(shell, "--period", "2027-01", code=2).split())

    assert "2026-12 has 0 reasons, 5 are needed" in told
    assert "other months: 2026-09: 48; 2026-10: " in told
    assert list(shell.folder.iterdir()) == []


def test_a_place_that_cannot_be_made_ends_with_3(shell: Shell) -> None:
    """A file where a folder should be is a failing log, and no traceback."""
    (shell.folder / "taken").write_text("x", encoding="utf-8")

    told = shell("demo", "--db", "sqlite:///taken/month.db", code=3)

    assert "MS405" in told


def test_it_never_writes_over_anybodys_log(shell: Shell) -> None:
    """Somebody's year of evidence and the word "demo" may meet on one line."""
    shell("open", "malang", "2026-11", "--qm-target", 85, at="2026-11-01T09:00")

    told = play(shell, code=2)

    assert "malang/2026-11" in told
    assert [row["cycle"] for row in shell.json("cycles")] == ["malang/2026-11"]


def test_the_environments_log_is_left_alone(shell: Shell) -> None:
    """MYSTERY_SHOPPING_DB names the real log; the demo has a place of its own."""
    shell("open", "malang", "2026-11", "--qm-target", 85, at="2026-11-01T09:00")

    shell(*DEMO, "--seed", 3)

    assert (shell.folder / "demo-output" / "month.db").is_file()
    assert [row["cycle"] for row in shell.json("cycles")] == ["malang/2026-11"]


@pytest.mark.parametrize("is_default", [True, False])
def test_a_file_it_cannot_read_goes_only_from_its_own_place(
    shell: Shell, *, is_default: bool
) -> None:
    """An older version's demo must not block the next; a stranger's file must not vanish."""
    place = "demo-output/month.db" if is_default else "quality.db"
    file = shell.folder / place
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"no database" * 100)

    result = shell.run(*DEMO, "--db", f"sqlite:///{place}", "--seed", 3)

    assert result.exit_code == (0 if is_default else 3)
    assert (file.read_bytes()[:11] == b"no database") is not is_default


def test_another_export_is_read_with_its_mapping(shell: Shell) -> None:
    """The demo on one's own data is the moment a QCA believes it."""
    rows = "\n".join(
        f"{day:02d}/01/2027 {hour:02d}:15,Topic {1 + (day * hour) % 6}"
        for day in range(1, 29)
        for hour in range(8, 20)
    )
    (shell.folder / "log.csv").write_text(f"Waktu,Alasan\n{rows}\n", encoding="utf-8")
    own = ("--reasons", "log.csv", "--period", "2027-02", "--seed", 3)

    told = shell.json("demo", "--papers", "", "--db", shell.db, *own)

    assert told["cycle"] == "demo/2027-02"
    assert len(told["material"]["codes"]) == 5
    assert told["state"] == "closed"
