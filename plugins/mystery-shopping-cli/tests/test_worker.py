"""The worker as an operator runs it: a process of its own, stopped by a signal, beside others."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping_cli.testing import Shell
from mystery_shopping_postgres.testing import fresh_database, running_server

Live = Callable[[str], Shell]
Start = Callable[..., "Running"]

PATIENCE_SECONDS = 60
PLUGIN = """
import os
import time
from pathlib import Path

from mystery_shopping.plugins import hookimpl
from mystery_shopping.ports import Receipt


class Gate:
    def __init__(self, url):
        self.place = Path(url.partition(":")[2])

    def send(self, message, *, idempotency_key):
        self.note("begun", idempotency_key)
        while not (self.place / "open").exists():
            time.sleep(0.01)
        self.note("done", idempotency_key)
        return Receipt()

    def note(self, name, key):
        with (self.place / name).open("a", encoding="utf-8") as file:
            file.write(f"{key} {os.getpid()}\\n")

    def close(self):
        pass


@hookimpl
def mystery_shopping_channels():
    return {"gate": Gate}
"""
DIRECTORY = """
[channels]
gate = "gate:{place}"
[people.rina]
role = "qca"
reach = {{ gate = "rina" }}
[people.bayu]
role = "qco"
reach = {{ gate = "bayu" }}
[subscriptions.everything]
start = "beginning"
"""
posix = pytest.mark.skipif(os.name != "posix", reason="signals and file locks of POSIX")


@attrs.frozen
class Running:
    """A worker's process, and the folder its channel writes down in what it was given."""

    process: subprocess.Popen[str]
    place: Path

    def keys(self, name: str) -> Counter[str]:
        """Return the idempotency keys that were begun, or done, and how often."""
        file = self.place / name
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return Counter(line.split()[0] for line in lines)

    def wait_for(self, condition: Callable[[], object]) -> None:
        """Wait until something is so; the process must not end before."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < end, "it never came to that"
            time.sleep(0.01)

    def stop(self, number: int = signal.SIGTERM) -> tuple[str, str]:
        """Send a signal, and return what was printed by the end, which must be a good one."""
        self.process.send_signal(number)
        told = self.process.communicate(timeout=PATIENCE_SECONDS)
        assert self.process.returncode == 0, told
        return told


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the folder of a channel's plugin, which waits until a file named open is there."""
    info = tmp_path / "ms_gate-1.dist-info"
    info.mkdir()
    (tmp_path / "gate_plugin.py").write_text(PLUGIN, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ms-gate\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[mystery_shopping]\ngate = gate_plugin\n", "utf-8")
    told = DIRECTORY.format(place=tmp_path.as_posix())
    (tmp_path / "directory.toml").write_text(told, encoding="utf-8")
    return tmp_path


@pytest.fixture
def start(place: Path) -> Iterator[Start]:
    """Return a function that starts a worker; all are gone at the end."""
    environment = os.environ | {
        "PYTHONPATH": str(place),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "MYSTERY_SHOPPING_DIRECTORY": str(place / "directory.toml"),
    }
    with ExitStack() as stack:

        def run(db: str, *words: str) -> Running:
            command = [sys.executable, "-m", "mystery_shopping_cli", "worker", "--db", db, *words]
            process = subprocess.Popen(
                command,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            return Running(process, place)

        yield run


def counts(shell: Shell) -> dict[str, int]:
    """Return how many deliveries are in each state, those in none left out."""
    told: dict[str, int] = shell.json("deliveries")["counts"]
    return {state: count for state, count in told.items() if count}


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_in_the_midst_of_sending_finishes_and_settles_that_one(
    live: Live, place: Path, start: Start, number: int
) -> None:
    """Every deployment stops the worker: nothing is told twice for it, and nothing held up."""
    shell = live("forms")
    worker = start(shell.db)
    worker.wait_for(lambda: worker.keys("begun"))

    worker.process.send_signal(number)
    (place / "open").touch()
    out, err = worker.process.communicate(timeout=PATIENCE_SECONDS)

    assert (worker.process.returncode, err) == (0, "")
    assert out.endswith("stopped\n")
    assert worker.keys("begun") == worker.keys("done")
    assert worker.keys("done").total() == counts(shell)["sent"] == 1
    assert counts(shell).keys() == {"sent", "queued"}


@posix
def test_a_second_ctrl_c_waits_for_nothing(live: Live, start: Start) -> None:
    """A channel that hangs must not hold the operator's own terminal."""
    shell = live("forms")
    worker = start(shell.db)
    worker.wait_for(lambda: worker.keys("begun"))

    while worker.process.poll() is None:
        worker.process.send_signal(signal.SIGINT)
        time.sleep(0.05)

    assert worker.process.returncode in {1, -signal.SIGINT}
    assert not worker.keys("done")


@posix
def test_two_workers_on_one_file_tell_everybody_once(live: Live, place: Path, start: Start) -> None:
    """The second one is there for the night the first one's machine is gone."""
    shell = live("close")
    first, second = start(shell.db, "--every", "0.05"), start(shell.db, "--every", "0.05")
    first.wait_for(lambda: first.keys("begun").total() >= 2)

    (place / "open").touch()
    first.wait_for(lambda: not counts(shell).keys() - {"sent"})
    first.stop()
    second.stop()

    assert set(first.keys("done").values()) == {1}
    assert counts(shell) == {"sent": first.keys("done").total()}
    workers = (place / "done").read_text(encoding="utf-8").split()[1::2]
    assert len(set(workers)) == 2


@posix
def test_a_log_that_fails_is_said_and_tried_again(live: Live, place: Path, start: Start) -> None:
    """At night a server restarts, and nobody is there to start the worker anew."""
    shell = live("open")
    shell("open", "solo", "2026-11", "--qm-target", "85", at="2026-11-01T09:00")
    good, log = place / "good.db", shell.folder / "month.db"
    shutil.copy(log, good)
    log.write_bytes(b"no database" * 100)
    (place / "open").touch()
    worker = start(shell.db, "--every", "0.05", "--json")
    assert worker.process.stdout is not None

    first = json.loads(worker.process.stdout.readline())
    good.replace(log)
    while "read_count" not in (line := json.loads(worker.process.stdout.readline())):
        assert line["error"]["code"] == "MS405"
    worker.stop()

    assert first["error"]["code"] == "MS405"
    assert line["read_count"] > 0


@posix
def test_on_postgresql_an_event_wakes_it_and_a_stop_ends_its_sleep(
    place: Path, start: Start
) -> None:
    """Who waits for a form hears of it at once, not at the next round."""
    rina = ms.Person("rina", ms.Role.QCA)
    (place / "open").touch()
    with ExitStack() as stack:
        db = stack.enter_context(fresh_database(stack.enter_context(running_server()).url))
        worker = start(db, "--every", "86400")
        assert worker.process.stdout is not None
        assert "every 86400 s" in worker.process.stdout.readline()
        policy = ms.Policy(qm_target=85)
        program = stack.enter_context(ms.open_program(db, policy=policy))
        program.open_cycle(unit="solo", period="2199-01", by=rina)

        told = worker.process.stdout.readline()
        program.open_cycle(unit="solo", period="2199-02", by=rina)
        again = worker.process.stdout.readline()
        out, err = worker.stop()

    assert " read" in told
    assert " read" in again
    assert (out, err) == ("stopped\n", "")
