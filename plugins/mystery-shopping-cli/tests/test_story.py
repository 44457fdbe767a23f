"""A month lived by commands alone, and the ways it can go otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]


@pytest.mark.clause("4.1", "story")
def test_a_month_is_lived_by_commands_alone_and_closes_clean(live: Live) -> None:
    """What a QCA can do with nothing but this program is the whole of section 5."""
    shell = live("close")

    verdict = shell.json("verdict", "--strict")

    assert {row["status"] for row in verdict["rows"]} == {"met"}
    assert shell.json("show")["state"] == "closed"


@pytest.mark.clause("5.5", "story")
def test_a_zero_on_the_solution_leads_to_a_follow_up_that_is_verified(live: Live) -> None:
    """5.5 ends with an agent who was coached, not with a list."""
    opened = live("report").json("show", "follow-ups")
    done = live("close").json("show", "follow-ups")

    assert [(row["contacts"], row["triggers"]) for row in opened] == [([3], ["zero_on_solution"])]
    assert [(row["state"], row["measure"]) for row in done] == [
        ("verified", "small_group_discussion")
    ]


@pytest.mark.clause("5.3.4", "story")
def test_a_form_sent_back_comes_again_as_a_second_version(live: Live) -> None:
    """A correction that overwrote the first form would leave no trace of it."""
    shell = live("start")
    contact = shell.json("show", "contacts")[0]["plan"]
    by, at = contact["contacter"], f"{contact['on']}T23:30"
    shell("attempt", 1, "--outcome", "no-answer", by=by, at=at)
    shell("perform", 1, "--agent", "dian:agent:kenanga", by=by, at=at)
    bad = ("hold=0", "--finding", "hold", "did not ask", "asks first")
    shell("evaluate", 1, "--ones", *bad, by=by, at=at)
    shell("submit", 1, by=by, at=at)

    shell("return", 1, "--reason", "hold", "listen again", at=at)
    shell("evaluate", 1, "--ones", by=by, at=at)
    shell("submit", 1, by=by, at=at)
    shell("accept", 1, at=at)

    form = shell.json("show", "contact", 1)
    assert [row["version"] for row in form["evaluations"]] == [1, 2]
    assert [row["outcome"] for row in form["attempts"]] == ["no_answer", "reached"]
    assert "sent back" in shell("show", "contact", 1)


@pytest.mark.clause("5.2.2", "story")
def test_a_contact_is_reassigned_voided_and_another_one_planned(live: Live) -> None:
    """People fall ill and are recognised; the month has to take it."""
    shell = live("start")
    at = "2026-11-08T07:00"
    moved = ("--contacter", "dimas:qco", "--reason", "ill", "--day-part", "night")
    shell("reassign", 1, *moved, at=at)
    shell("void", "2,3-4", "--reason", "recognised", at=at)
    shell.folder.joinpath("more.json").write_text(
        '{"contacts": [{"scenario": 1, "on": "2026-11-09", "day_part": "noon",'
        ' "contacter": "dimas:qco"}]}',
        encoding="utf-8",
    )

    shell("plan", "--file", "more.json", at=at)

    contacts = shell.json("show", "contacts")
    assert (contacts[0]["plan"]["contacter"], contacts[0]["plan"]["day_part"]) == (
        "dimas:qco",
        "night",
    )
    assert [contact["state"] for contact in contacts[1:4]] == ["voided"] * 3
    assert (len(contacts), contacts[-1]["state"]) == (41, "assigned")


@pytest.mark.clause("4.1", "story")
def test_a_waived_follow_up_closes_the_month_with_deviations_and_stays_red(live: Live) -> None:
    """A deviation lets a month end; it never turns a check green."""
    shell = live("report")
    why = ("--reason", "the agent left", "--corrective-action", "brief the team")
    refused = shell("close", at="2026-11-20T09:00", code=1)
    shell("deviation", "record", "5.5", *why, "--follow-up", 1, at="2026-11-20T10:00")
    shell("deviation", "approve", 1, by="wulan:manager", at="2026-11-20T11:00")

    shell("close", "--with-deviations", at="2026-11-20T12:00")

    assert "5.5" in refused
    assert shell.json("show")["state"] == "closed_with_deviations"
    shell("verdict", "--strict", code=4)
    shell("verdict")


@pytest.mark.clause("5.2.1.3", "story")
def test_a_week_is_moved_with_an_approval(live: Live) -> None:
    """Public holidays happen; the move is asked for by one person and approved by another."""
    shell = live("open")
    days = ("--first", "2026-11-16", "--last", "2026-11-22")
    shell("window", "move", 2, *days, "--reason", "a holiday", at="2026-11-02T09:00")

    shell("window", "approve", 1, by="hadi:spv", at="2026-11-02T10:00")

    assert shell.json("show")["weeks"]["week_2"] == {"first": "2026-11-16", "last": "2026-11-22"}


def test_new_products_take_the_place_of_the_ranking(live: Live) -> None:
    """5.1.1 says "or": a month without an export still has material."""
    shell = live("open")
    at = "2026-11-02T09:00"
    shell("products", "--product", "P1", "Paket Hemat", "--product", "P2", "eSIM", at=at)

    shell("select", "--new-products", at=at)

    assert shell.json("show")["material"]["codes"] == ["P1", "P2"]


def test_a_cancelled_month_can_be_opened_again(live: Live) -> None:
    """Giving up is on record, and does not lock the month."""
    shell = live("open")
    shell("cancel", "--reason", "wrong policy", at="2026-11-02T09:00")

    shell("open", "malang", "2026-11", "--qm-target", 80, at="2026-11-03T09:00")

    assert [row["state"] for row in shell.json("cycles")] == ["cancelled", "opened"]
    assert shell.json("show")["id"] == "malang/2026-11/2"


def test_the_same_command_id_is_done_once(live: Live) -> None:
    """A script that runs again after a cut line must not do the step twice."""
    shell = live("open")
    call = ("products", "--product", "P1", "Paket Hemat", "--id", "job-7")

    first = shell.json(*call, at="2026-11-02T09:00")
    again = shell.json(*call, at="2026-11-02T09:00")

    assert first["version"] == again["version"] == 2


def test_a_plan_is_proposed_edited_and_recorded_from_its_file(live: Live) -> None:
    """A QCA looks at a plan, moves two contacts, and only then commits to it."""
    shell = live("scenarios")
    people = ("--contacter", "bayu:qco", "--contacter", "citra:qco", "--seed", 4)
    at = "2026-11-05T09:00"

    proposed = shell("plan", *people, "--propose", at=at)
    (shell.folder / "plan.json").write_text(
        proposed.replace("citra:qco", "dimas:qco"), encoding="utf-8"
    )
    shell("plan", "--file", "plan.json", at=at)

    contacters = {row["contacter"] for row in shell.json("show", "plan")}
    assert contacters == {"bayu:qco", "dimas:qco"}
    assert shell.json("show")["version"] == 10


def test_reasons_come_in_from_json_too(live: Live) -> None:
    """A CRM that counts by itself hands over figures, not rows."""
    shell = live("open")
    (shell.folder / "reasons.json").write_text(
        '{"period": "2026-10", "source": "crm", "reasons":'
        ' [{"code": "A", "count": 9, "kind": "request"}, {"code": "B", "count": 12}]}',
        encoding="utf-8",
    )

    shell("reasons", "reasons.json", at="2026-11-01T10:00")

    assert [row["code"] for row in shell.json("show", "reasons")["reasons"]] == ["B", "A"]
