"""A month on JSON Lines: through the plugin host, by two processes, verified at the end."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import mystery_shopping as ms
from mystery_shopping_jsonl import plugin

_AT = datetime(2026, 11, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
_QCA = ms.Person("rina", ms.Role.QCA)
_CHILD = """
import sys
import mystery_shopping as ms
from datetime import datetime, timezone

program, by = ms.open_program(sys.argv[1]), ms.Person("dewi", ms.Role.QCA)
at = datetime(2026, 11, 1, 9, tzinfo=timezone.utc)
for number in range(20):
    product = ms.NewProduct(f"{sys.argv[2]}-{number}", "new")
    program.execute("malang/2026-11", ms.AddNewProducts((product,)), by=by, at=at)
"""


def test_the_scheme_is_offered_without_loading_the_log() -> None:
    """The host asks every plugin what it offers, on every start."""
    code = "import sys, mystery_shopping_jsonl.plugin as p; print(*p.mystery_shopping_storages())"

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.split() == ["jsonl"]
    assert plugin.mystery_shopping_contract == 1


@pytest.mark.slow
def test_two_processes_carry_out_commands_on_one_cycle(tmp_path: Path) -> None:
    """QCAs side by side: every command is there once, and the chain holds."""
    url = f"jsonl:{tmp_path}/quality"
    program = ms.open_program(url, policy=ms.Policy(qm_target=85))
    cycle = program.open_cycle(unit="malang", period="2026-11", by=_QCA, at=_AT)

    children = [
        subprocess.Popen([sys.executable, "-c", _CHILD, url, name]) for name in ("left", "right")
    ]

    assert [child.wait(timeout=60) for child in children] == [0, 0]
    assert program.verify(cycle.id).event_count == 41
    assert len(program.cycle(cycle.id).new_products) == 40


def test_the_log_cannot_be_bound_to_a_hosts_connection(tmp_path: Path) -> None:
    """Files know no transaction of the host's; the refusal comes before anything is written."""
    with (
        ms.open_program(f"jsonl:{tmp_path}/quality") as program,
        pytest.raises(ms.InvalidValue, match="bound"),
    ):
        program.bound(object())
