"""The clause matrix on the screen and as JSON."""

from __future__ import annotations

import mystery_shopping as ms
from mystery_shopping_cli.testing import Shell


def test_a_clause_is_shown_with_what_holds_it_and_what_changes_it(shell: Shell) -> None:
    """An auditor asks of one clause: who makes sure, and what could a site have set?"""
    told = " ".join(shell("clauses").split())

    row = told[told.index("5.3.4 Route") : told.index("5.4 Report")]
    assert "refuses MS376 forms_outstanding judges forms_routed form F-31" in row
    assert "reminds hand_in_near, hand_in_passed" in row
    assert "A9, day_parts, timezone, routes_by_supervisor, hand_in_day" in row


def test_what_gives_way_to_a_deviation_carries_a_sign_that_is_explained(shell: Shell) -> None:
    """Which conditions a manager may concede must be read without the source."""
    told = shell("clauses")

    assert "MS340 too_few_planned*" in told
    assert "MS331 scenario_unknown," in told
    assert told.splitlines()[-1].split("  ")[-1].startswith("gives way to an approved deviation")


def test_the_matrix_speaks_indonesian_too(shell: Shell) -> None:
    """The QCA reads the paper in Indonesian and the matrix beside it."""
    told = shell("clauses", "--lang", "id")

    assert "Minimal 40 sample per bulan  langkah" in told
    assert {"menolak", "memeriksa", "menyimpan", "mengingatkan", "kebijakan"} <= set(told.split())


def test_the_json_has_every_clause_with_its_number_kind_and_title(shell: Shell) -> None:
    """A script that listed the clauses before must go on finding them where they were."""
    rows = shell.json("clauses")

    assert [(row["number"], row["kind"], row["title"]) for row in rows] == [
        (number, clause.kind.value, ms.plain(clause.title)) for number, clause in ms.CLAUSES.items()
    ]
    kept = next(row for row in rows if row["number"] == "6")
    assert [row["code"] for row in kept["retention"]] == ["MS385", "MS386", "MS387"]
