"""A month lived once by commands alone; every test gets a copy of it, at the step it needs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping_cli.examples import CONTACTS, MAPPING
from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]

_SCENARIO = ("--basis", "frequent-problem", "--brief", "asks", "--solution", "the right answer")
_PEOPLE = ("--contacter", "bayu:qco", "--contacter", "citra:qco", "--contacter", "sari:tl:melati")
_HOURS = {"morning": "08:30", "noon": "12:30", "afternoon": "16:30", "night": "20:30"}
_KPIS = ("solution-accuracy", "courtesy", "communication")
_SOLUTION = ("root_need", "right_answer", "right_action", "closure")
ZERO_ON_SOLUTION = 3
"""The contact with nothing right on the solution: it asks for a follow-up."""


@pytest.fixture(scope="session")
def host() -> ms.PluginHost:
    """Return the plugins, looked for once."""
    return ms.PluginHost()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: ms.PluginHost) -> Shell:
    """Return the command line over a log that is not there yet."""
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, host)


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory, host: ms.PluginHost) -> Path:
    """Return a folder with the log as it was after each step of November 2026."""
    folder = tmp_path_factory.mktemp("month")
    shell = Shell(folder, host)
    for name, act in MONTH.items():
        act(shell)
        shutil.copy(folder / "month.db", folder / f"{name}.db")
    return folder


@pytest.fixture
def live(shell: Shell, month: Path) -> Live:
    """Return a function that gives the command line as it is after a step of the month."""

    def live_until(step: str) -> Shell:
        shutil.copy(month / f"{step}.db", shell.folder / "month.db")
        return shell

    return live_until


def _open(shell: Shell) -> None:
    shell("open", "malang", "2026-11", "--qm-target", "85", at="2026-11-01T09:00")


def _material(shell: Shell) -> None:
    shell("reasons", CONTACTS, "--mapping", MAPPING, at="2026-11-01T10:00")
    shell("select", at="2026-11-02T09:00")


def _scenarios(shell: Shell) -> None:
    for reason in shell.json("show", "reasons")["reasons"][:5]:
        titles = ("--title", reason["code"], "--source", reason["code"])
        shell("scenario", "draft", *titles, *_SCENARIO, at="2026-11-03T09:00")
    shell("scenario", "approve", at="2026-11-04T09:00")


def _plan(shell: Shell) -> None:
    reason = ("--helper-reason", "a QCO is on leave")
    shell("plan", *_PEOPLE, *reason, "--seed", 1, at="2026-11-05T09:00")
    shell("assign", at="2026-11-05T10:00")


def _start(shell: Shell) -> None:
    shell("start", at="2026-11-08T00:01")


def _contacts(shell: Shell) -> None:
    now = "2026-11-14T21:00"
    for number, contact in enumerate(shell.json("show", "contacts"), 1):
        plan, by = contact["plan"], contact["plan"]["contacter"]
        when = f"{plan['on']}T{_HOURS[plan['day_part']]}"
        agent = ("--agent", f"agent-{number % 7}:agent:anggrek")
        shell("perform", number, "--performed-at", when, *agent, by=by, at=now)
        shell("evaluate", number, "--ones", *_zeros(number), by=by, at=now)
        shell("submit", number, by=by, at=now)


def _zeros(number: int) -> list[str]:
    codes = _SOLUTION if number == ZERO_ON_SOLUTION else ()
    return [
        word
        for code in codes
        for word in (f"{code}=0", "--finding", code, "was wrong", "what would be right")
    ]


def _forms(shell: Shell) -> None:
    shell("forward", "all", by="hadi:spv", at="2026-11-14T21:30")
    shell("accept", "all", at="2026-11-15T09:00")
    shell("finish", at="2026-11-15T10:00")
    shell("recap", at="2026-11-15T11:00")


def _report(shell: Shell) -> None:
    advice = [word for kpi in _KPIS for word in ("--recommend", kpi, "analysis", "advice")]
    shell("report", *advice, at="2026-11-16T09:00")
    shell("hand-over", at="2026-11-16T10:00")
    shell("pass-on", by="hadi:spv", at="2026-11-16T11:00")


def _follow_ups(shell: Shell) -> None:
    shell("follow-up", "hand-over", "all", at="2026-11-16T12:00")
    shell("follow-up", "pass-on", "all", by="hadi:spv", at="2026-11-16T13:00")
    day = ("--on", "2026-11-18")
    measure = ("--measure", "small-group-discussion")
    shell("follow-up", "schedule", 1, *measure, *day, by="sari:tl:melati", at="2026-11-17T09:00")
    shell("follow-up", "deliver", 1, *day, by="sari:tl:melati", at="2026-11-18T15:00")


def _close(shell: Shell) -> None:
    shell("follow-up", "verify", 1, "--note", "much better", at="2026-11-19T09:00")
    shell("close", at="2026-11-20T09:00")


MONTH: dict[str, Callable[[Shell], None]] = {
    "open": _open,
    "material": _material,
    "scenarios": _scenarios,
    "plan": _plan,
    "start": _start,
    "contacts": _contacts,
    "forms": _forms,
    "report": _report,
    "follow_ups": _follow_ups,
    "close": _close,
}
