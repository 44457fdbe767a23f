"""How the plugin host meets this distribution; needs it installed."""

from __future__ import annotations

import subprocess
import sys

import mystery_shopping as ms


def test_the_host_finds_the_plugin_by_its_entry_point() -> None:
    """A plugin that is installed and not found is the hardest to look for."""
    reports = {row.name: row for row in ms.PluginHost(disabled=()).plugins}

    report = reports["template"]
    assert (report.problem, report.offers) == (None, ("storages:template",))


def test_a_program_runs_on_the_log() -> None:
    """From the URL to the first event."""
    at, qca = ms.SystemClock().now(), ms.Person("rina", ms.Role.QCA)
    with ms.open_program("template:here", policy=ms.Policy(qm_target=85)) as program:
        cycle = program.open_cycle(unit="malang", period=f"{at:%Y-%m}", by=qca, at=at)

        assert program.verify(cycle.id).event_count == 1


def test_offering_the_log_does_not_load_it() -> None:
    """The host asks every plugin what it offers, on every start of the command line."""
    code = (
        "import sys; from mystery_shopping_template import plugin;"
        " plugin.mystery_shopping_storages();"
        " print('mystery_shopping_template.log' in sys.modules)"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.strip() == "False"
