"""What stands in the way is said whole, to a person and to a program."""

from __future__ import annotations

from collections.abc import Callable

from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]


def test_every_unmet_condition_is_printed_with_code_clause_and_a_way_out(live: Live) -> None:
    """A refusal that names one fault at a time costs a QCA an afternoon."""
    shell = live("start")

    told = shell("finish", at="2026-11-09T09:00", code=1)

    for code, clause in (("MS361", "5.3.2"), ("MS362", "5.2.1.2"), ("MS363", "5.2.1.3")):
        assert f"{code} · W-10 {clause}" in told
    assert all(word in told for word in ("required", "actual", "what works"))
    assert "an approved deviation from 5.2.1.2 lets it pass, too" in told


def test_a_program_reads_the_same_refusal_as_json(live: Live) -> None:
    """Standard output holds one JSON document whatever happens, so that a script can parse it."""
    shell = live("start")

    told = shell.json("finish", at="2026-11-09T09:00", code=1)["error"]

    assert (told["code"], told["command"]) == ("MS201", "FinishExecution")
    assert {row["code"] for row in told["unmet"]} == {"MS361", "MS362", "MS363"}
    assert set(told["unmet"][0]) == {
        "code",
        "name",
        "clause",
        "required",
        "actual",
        "sentence",
        "remedy",
        "waivable",
        "path",
    }


def test_a_refused_command_changes_nothing(live: Live) -> None:
    """The log is evidence: an attempt that was refused is no event."""
    shell = live("start")
    before = shell.json("log", "verify")

    shell("finish", at="2026-11-09T09:00", code=1)

    assert shell.json("log", "verify") == before


def test_several_numbers_are_done_all_or_none(live: Live) -> None:
    """Half a batch done would have to be found and finished by hand."""
    shell = live("contacts")
    before = shell.json("log", "verify")
    straight, by_supervisor = _forms(shell, "with_analyst"), _forms(shell, "with_supervisor")

    told = shell("accept", straight[0], by_supervisor[0], at="2026-11-15T09:00", code=1)

    assert f"where         #{by_supervisor[0]}" in told
    assert shell.json("log", "verify") == before


def _forms(shell: Shell, state: str) -> list[int]:
    return [row["number"] for row in shell.json("show", "contacts") if row["state"] == state]


def test_check_answers_without_doing(live: Live) -> None:
    """Looking before leaping is a question, and gets an exit code of its own."""
    shell = live("start")
    before = shell.json("log", "verify")

    refused = shell.json("finish", "--check", at="2026-11-09T09:00", code=1)
    free = shell("void", 1, "--reason", "x", "--check", at="2026-11-09T09:00")

    assert {row["code"] for row in refused} == {"MS361", "MS362", "MS363"}
    assert "nothing stands in the way" in free
    assert shell.json("log", "verify") == before


def test_all_without_anything_to_do_says_so(live: Live) -> None:
    """A batch over nothing is a mistake worth hearing about."""
    assert "nothing to accept" in live("start")("accept", "all", at="2026-11-09T09:00", code=2)


def test_every_fault_of_an_input_is_told_with_its_path(live: Live) -> None:
    """A form with five blanks is corrected once, not five times."""
    told = live("material")("scenario", "draft", "--title", "x", at="2026-11-03T09:00", code=2)

    for path in ("text.basis", "text.source", "text.brief", "text.solution"):
        assert path in told


def test_a_mark_that_is_no_number_is_misuse_and_a_mark_of_two_a_refusal(live: Live) -> None:
    """What cannot be read differs from what the instruction forbids."""
    shell = live("start")
    contact = shell.json("show", "contacts")[0]["plan"]
    by, at = contact["contacter"], f"{contact['on']}T23:30"
    shell("perform", 1, "--agent", "dian:agent:kenanga", by=by, at=at)

    unread = shell.json("evaluate", 1, "--ones", "hold=x", by=by, at=at, code=2)
    forbidden = shell.json("evaluate", 1, "--ones", "hold=2", by=by, at=at, code=1)

    assert unread["error"]["faults"][0]["path"] == "marks.hold"
    assert [(row["code"], row["path"]) for row in forbidden["error"]["unmet"]] == [
        ("MS371", "marks.hold")
    ]


def test_a_plan_that_cannot_be_made_says_who_is_short(live: Live) -> None:
    """A mere "impossible" sends a QCA looking through five calendars."""
    shell = live("scenarios")
    days = range(8, 15)
    away = [word for day in days for word in ("--away", f"bayu=2026-11-{day:02d}")]

    told = shell("plan", "--contacter", "bayu:qco", *away, at="2026-11-05T09:00", code=1)

    assert "MS203" in told


def test_a_person_that_cannot_be_read_is_misuse_at_the_option(live: Live) -> None:
    """The path in a fault is what the caller typed, not a name inside the library."""
    told = live("open").json("select", by="rina", code=2)

    assert told["error"]["faults"][0]["path"] == "--by"


def test_an_absence_of_somebody_who_was_not_named_is_misuse(live: Live) -> None:
    """A slip in a name would otherwise plan contacts into somebody's leave."""
    away = ("--contacter", "bayu:qco", "--away", "bayi=2026-11-09")

    told = live("scenarios").json("plan", *away, at="2026-11-05T09:00", code=2)

    assert told["error"]["faults"][0] == {"path": "--away", "required": "bayu", "actual": "bayi"}
