"""``reasons inspect``: a look at a file before anything is stored; how far a large one is."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping_cli.examples import CONTACTS, MAPPING
from mystery_shopping_cli.progress import shown_progress
from mystery_shopping_cli.reading import read_reasons
from mystery_shopping_cli.testing import Shell

Live = Callable[[str], Shell]
LOG = "waktu;alasan;catatan\n13/10/2026 09:10;Tagihan;satu\n05/09/2026 09:10;Tagihan;dua\n;A;\n"


def log(folder: Path, content: str = LOG, name: str = "log.csv") -> Path:
    """Return a file of a few lines."""
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def test_a_file_is_looked_at_without_a_log(shell: Shell) -> None:
    """The look comes before the month is opened, and leaves nothing behind."""
    printed = shell("reasons", "inspect", log(shell.folder))

    for words in ("utf-8", "day first, settled by 1", "date and time", "2026-09", "missing date"):
        assert words in printed
    assert 'at = "waktu"' in printed
    assert list(shell.folder.iterdir()) == [shell.folder / "log.csv"]


def test_the_look_speaks_indonesian(shell: Shell) -> None:
    """The QCA who exports the log is the one who must understand what was made of it."""
    printed = shell("reasons", "inspect", log(shell.folder), "--lang", "id")

    for words in ("pengodean", "hari dulu, ditentukan 1 nilai", "tanpa tanggal", "Oktober 2026"):
        assert words in printed
    for words in ("settled", "left out", "nothing is stored"):
        assert words not in printed


def test_every_reading_of_the_example_has_its_indonesian(shell: Shell) -> None:
    """A sentence nobody translated stands out on the page of somebody who reads no English."""
    printed = shell("reasons", "inspect", CONTACTS, "--mapping", MAPPING, "--lang", "id")

    facts = printed.partition("kolom")[0]
    for english in ("given", "known", "clock", "the last", "include", "settle", "wall", "row"):
        assert english not in facts


def test_the_mapping_and_the_month_given_are_those_used(shell: Shell) -> None:
    """The same look, with the figures that would be stored for that month."""
    seen = shell.json("reasons", "inspect", CONTACTS, "--mapping", MAPPING, "--period", "2026-10")

    assert seen["ranking"]["reasons"]
    assert (seen["is_guessed"], seen["is_period_given"], seen["problem"]) == (False, True, None)


def test_the_month_before_a_cycle_is_counted_when_it_is_named(live: Live) -> None:
    """What is looked at for a cycle is month N-1 under that cycle's own policy."""
    shell = live("open")

    seen = shell.json("reasons", "inspect", CONTACTS, "--cycle", "malang/2026-11")

    assert (seen["period"], seen["is_period_given"]) == ("2026-10", True)


def test_a_file_that_cannot_be_counted_yet_shows_why_and_exits_with_misuse(shell: Shell) -> None:
    """A script must not go on, and a person must see all that is known with the question."""
    file = log(shell.folder, "waktu,alasan\n01/10/2026,A\n02/10/2026,A\n")

    printed = shell("reasons", "inspect", file, code=2)
    plain = shell.json("reasons", "inspect", file, code=2)

    assert "MS601" in printed
    assert "day_first = true" in printed
    assert (plain["problem_code"], plain["ranking"]) == ("MS601", None)


def test_a_broken_file_and_a_kind_nobody_reads_are_told_like_everywhere(shell: Shell) -> None:
    """The same codes and the same exit code as the step that would store it."""
    assert "MS602" in shell.run("reasons", "inspect", log(shell.folder, "")).output
    assert shell.run("reasons", "inspect", log(shell.folder, "", "a.pdf")).exit_code == 2
    assert shell.run("reasons", "inspect", log(shell.folder, "{}", "a.json")).exit_code == 2


def test_the_step_itself_is_as_it_was(live: Live) -> None:
    """`reasons FILE` stores; only the word inspect in the first place looks."""
    shell = live("open")
    words = ("--check", "--mapping", MAPPING)

    assert "inspect FILE" in shell("reasons", "--help")
    assert "nothing stands in the way" in shell("reasons", CONTACTS, *words, at="2026-11-01T10:00")
    shell("reasons", CONTACTS, "--mapping", MAPPING, at="2026-11-01T10:00")
    assert shell.json("show", "reasons")["period"] == "2026-10"


def test_help_of_the_look_speaks_both_languages(shell: Shell) -> None:
    """Its name stands under the step, where a person looks for it."""
    assert "Show what is understood" in shell("reasons", "inspect", "--help")
    assert "belum dapat dihitung" in shell("reasons", "inspect", "--help", "--lang", "id")


class _Terminal(io.StringIO):
    """An error stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_for_a_large_file_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a minute of silence looks like a program that hangs."""
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")

    with shown_progress(log(tmp_path, "x" * 3_000_000)) as progress:
        assert progress is not None
        progress(0.5)

    assert "log.csv" in screen.getvalue()


def test_no_progress_is_shown_in_a_pipe_or_for_a_small_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe must hold the answer alone, and a bar that flashes tells nobody anything."""
    with shown_progress(log(tmp_path, "x" * 3_000_000)) as in_a_pipe:
        assert in_a_pipe is None
    monkeypatch.setattr(sys, "stderr", _Terminal())
    with shown_progress(log(tmp_path)) as of_a_small_one:
        assert of_a_small_one is None


class _Stranger:
    """A reader that knows no progress, as the hook allows."""

    def guess_mapping(self, _: Path) -> None:
        """Guess nothing."""

    def read_ranking(
        self, path: Path, *, period: ms.Period, mapping: None, policy: ms.Policy
    ) -> ms.ReasonRanking:
        """Return a ranking of one reason."""
        del mapping, policy
        return ms.ReasonRanking(period, (ms.ReasonCount("A", 1),), source=path.name)


def test_a_strangers_reader_is_not_asked_for_what_the_hook_does_not_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Progress is a courtesy of our own reader; another one must go on working."""
    host = ms.PluginHost()
    stranger: Any = _Stranger()
    monkeypatch.setattr(host, "reason_reader", lambda _: stranger)

    ranking = read_reasons(
        host, log(tmp_path), period=ms.Period(2026, 10), policy=ms.Policy(qm_target=85)
    )

    assert ranking.contact_count == 1
    assert Shell(tmp_path, host).run("reasons", "inspect", tmp_path / "log.csv").exit_code == 2
