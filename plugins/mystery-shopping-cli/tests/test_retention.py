"""The log as a file and back, and the records of a month until they are disposed of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]

CYCLE = "malang/2026-11"
AFTER = "2029-11-21T09:00"
WHY = ("--reason", "three years are over")
HOLD = ("--reason", "case 17", "--holder", "legal")


def dispose(shell: Shell, *, by: str = "rina:qca", at: str = AFTER, code: int = 0) -> str:
    """Dispose of the month."""
    return shell("retention", "dispose", CYCLE, *WHY, by=by, at=at, code=code)


def test_an_export_verifies_and_comes_back_in_another_log(live: Live, tmp_path: Path) -> None:
    """The way to another storage, and to an auditor, is one file."""
    shell = live("close")
    file = tmp_path / "log.jsonl"
    other = f"sqlite:///{tmp_path / 'other.db'}"

    told = shell.json("log", "export", file)

    assert told == {"file": str(file), "events": len(file.read_text("ascii").splitlines()) - 1}
    reports = shell.json("log", "verify", file)
    assert reports == shell.json("log", "verify")
    assert shell.json("log", "import", file, "--db", other) == reports
    asked = ("verdict", "--as-of", AFTER)
    assert shell(*asked, "--db", other) == shell(*asked)


def test_a_part_of_the_log_is_exported_by_its_prefix(live: Live, tmp_path: Path) -> None:
    """One unit's auditor has no business with the others' months."""
    shell = live("open")
    shell("open", "solo", "2026-11", "--qm-target", "85", at="2026-11-01T09:00")
    file = tmp_path / "solo.jsonl"

    shell("log", "export", file, "--prefix", "cycle/solo/")

    assert [row["stream"] for row in shell.json("log", "verify", file)] == ["cycle/solo/2026-11"]


@pytest.mark.parametrize("byte", [b"x", b"\xff", b"\r"])
def test_a_touched_export_ends_with_3_and_begins_no_log(
    live: Live, tmp_path: Path, byte: bytes
) -> None:
    """Whatever happens to the file on its way must show before anything is taken from it."""
    shell = live("open")
    file = tmp_path / "log.jsonl"
    shell("log", "export", file)
    data = file.read_bytes()
    file.write_bytes(data[:40] + byte + data[41:])
    other = tmp_path / "other.db"

    assert "MS406" in shell("log", "verify", file, code=3)
    assert "MS406" in shell("log", "import", file, "--db", f"sqlite:///{other}", code=3)
    assert not other.exists()


def test_a_log_that_does_not_hold_is_not_exported(live: Live, tmp_path: Path) -> None:
    """A file nobody can verify would only be found out at the auditor's."""
    shell = live("open")
    with sqlite3.connect(shell.folder / "month.db") as log:
        log.execute("UPDATE mystery_shopping_event SET data = CAST('\u00e9' AS BLOB)")
    log.close()

    assert "MS406" in shell("log", "export", tmp_path / "log.jsonl", code=3)
    assert "MS406" in shell("log", "verify", code=3)
    assert not (tmp_path / "log.jsonl").exists()


@pytest.mark.parametrize("name", ["month.db", "no-folder/log.jsonl"])
def test_an_export_never_takes_the_place_of_a_file(live: Live, name: str) -> None:
    """A slip of the hand would otherwise write the export over the log itself."""
    shell = live("open")
    before = (shell.folder / "month.db").read_bytes()

    assert "MS101" in shell("log", "export", shell.folder / name, code=2)
    assert (shell.folder / "month.db").read_bytes() == before


def test_a_file_that_is_not_there_is_named(shell: Shell) -> None:
    """A typing error in a path is no broken chain."""
    assert "nowhere.jsonl" in shell("log", "verify", "nowhere.jsonl", code=2)


def test_records_are_due_when_their_day_is_past(live: Live) -> None:
    """The list a QCA goes through once a year."""
    shell = live("close")

    assert shell.json("retention", "due", "--on", "2029-11-20") == []
    assert shell.json("retention", "due", "--on", "2029-11-21") == [
        {"cycle": CYCLE, "keep_until": "2029-11-20", "hold": None}
    ]
    assert "2029-11-20" in shell("retention", "due", "--on", "2029-11-21")
    assert "none" in shell("retention", "due", "--on", "2026-12-01")
    assert "--on" in shell("retention", "due", "--on", "soon", code=2)


def test_disposal_shows_the_certificate_and_leaves_nothing_else(live: Live) -> None:
    """What is printed is what is signed and filed."""
    shell = live("close")
    (report,) = shell.json("log", "verify")

    page = dispose(shell)

    assert report["head"] in page
    (certificate,) = shell.json("retention", "certificates")
    assert (certificate["head"], certificate["by"]) == (report["head"], "rina:qca")
    assert shell.json("cycles") == []
    assert "[MS104]" in shell("verdict", "--cycle", CYCLE, code=2)
    assert [row["stream"] for row in shell.json("log", "verify")] == ["disposals"]


def test_disposing_again_shows_the_same_certificate(live: Live) -> None:
    """Whoever lost the page asks once more; the site's clock went with the records."""
    shell = live("close")
    page = dispose(shell)

    assert dispose(shell, at=f"{AFTER}+07:00") == page


@pytest.mark.parametrize(
    "by, at, code",
    [("rina:qca", "2029-11-20T23:59", "MS385"), ("hadi:spv", AFTER, "MS303")],
)
def test_a_refused_disposal_says_why_and_what_works(
    live: Live, by: str, at: str, code: str
) -> None:
    """The one command that cannot be undone explains itself best."""
    shell = live("close")

    told = dispose(shell, by=by, at=at, code=1)

    assert code in told
    assert "what works" in told
    assert len(shell.json("cycles")) == 1


def test_an_open_month_is_not_disposed_of(live: Live) -> None:
    """Nothing that goes on is ever old enough."""
    assert "MS302" in dispose(live("report"), code=1)


def test_a_hold_keeps_the_records_until_it_is_released(live: Live) -> None:
    """The lawyers' word goes before the calendar's."""
    shell = live("close")
    told = shell("retention", "hold", CYCLE, *HOLD, by="maya:manager", at="2026-12-01T09:00")

    assert "held for legal: case 17" in told
    assert "legal: case 17" in shell("retention", "due", "--on", "2029-11-21")
    assert "MS386" in dispose(shell, code=1)
    shell("retention", "release", CYCLE, "--reason", "settled", at=AFTER)
    assert "MS387" in shell("retention", "release", CYCLE, "--reason", "settled", at=AFTER, code=1)
    assert CYCLE in dispose(shell)


def test_a_disposed_month_reads_as_unverifiable(live: Live) -> None:
    """Not as missing: the unit kept the rule, and the records were let go by the rule."""
    shell = live("close")
    dispose(shell)
    policy = shell.folder / "policy.toml"
    policy.write_text("qm_target = 85", encoding="utf-8")

    found = shell.json(
        "occurrence", "2026-11", "2026-11", "--unit", "malang", "--policy", policy, "--as-of", AFTER
    )

    assert [(row["status"], row["cycle"]) for row in found["rows"]] == [("unverifiable", CYCLE)]


def test_an_agent_is_shown_the_own_records_and_no_contacter(live: Live) -> None:
    """The page can be handed over as it is (A18)."""
    shell = live("close")

    page = shell("retention", "subject", "agent-3")
    data = shell.json("retention", "subject", "agent-3")

    assert "contact 3 root_need: was wrong → what would be right" in page
    assert "much better" in page
    assert [row["contact"] for row in data["contacts"]][:2] == [3, 10]
    for text in (page, json.dumps(data)):
        assert not any(word in text for word in ("bayu", "citra", "sari", "agent-4"))
    assert "nothing is on record" in shell("retention", "subject", "agent-99")


def test_a_pseudonymised_export_verifies_and_names_nobody(live: Live, tmp_path: Path) -> None:
    """What goes to researchers must be checked by them like any export."""
    shell = live("close")
    key, file, db = tmp_path / "key", tmp_path / "masked.jsonl", f"sqlite:///{tmp_path / 'm.db'}"
    key.write_bytes(b"a key of more than sixteen bytes\n")

    shell("retention", "pseudonymise", file, "--key-file", key)

    text = file.read_text("ascii")
    assert not any(word in text for word in ("bayu", "citra", "sari", "rina", "hadi", "was wrong"))
    shell("log", "import", file, "--db", db)
    names = ("total", "parameters", "kpis", "day_parts", "reasons")
    masked, whole = (
        shell.json("show", "recap", *place, "--cycle", CYCLE) for place in (("--db", db), ())
    )
    assert [masked[name] for name in names] == [whole[name] for name in names]


def test_a_short_key_is_refused(live: Live, tmp_path: Path) -> None:
    """A key that can be tried through gives every name away."""
    key = tmp_path / "key"
    key.write_bytes(b"short\n")
    shell = live("open")

    told = shell("retention", "pseudonymise", tmp_path / "x", "--key-file", key, code=2)

    assert "at least 16 bytes" in told
    assert not (tmp_path / "x").exists()
