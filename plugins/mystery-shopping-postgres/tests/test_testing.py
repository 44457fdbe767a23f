"""The server the tests stand on: it says why it cannot, and leaves nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path

import psycopg
import pytest

from mystery_shopping_postgres import testing
from mystery_shopping_postgres.testing import NoServer, fresh_database, running_server


def test_without_a_server_anywhere_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A skipped test of durability looks like a passed one."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(testing, "_INSTALLED", "nowhere")
    monkeypatch.setattr(testing, "find_spec", lambda _: None)

    with pytest.raises(NoServer, match="MYSTERY_SHOPPING_TEST_POSTGRES"), running_server():
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel is for Linux")
def test_the_programs_inside_the_wheel_make_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a plain machine there is nothing else; nobody has to install a server."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(testing, "_INSTALLED", "nowhere")

    with running_server() as server, fresh_database(server.url) as url:
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        folder = server.folder

    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)


def test_a_start_that_fails_leaves_nothing_and_shows_what_the_server_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reason stands in a file that is about to be removed."""
    folders: list[Path] = []
    reach = testing._reachable

    def noted(binaries: Path, folder: Path) -> Path:
        folders.append(folder)
        return reach(binaries, folder)

    monkeypatch.setattr(testing, "_reachable", noted)
    monkeypatch.setattr(testing, "_HBA", "nonsense\n")

    with pytest.raises(NoServer, match="invalid connection type"), running_server():
        pass

    assert [folder.exists() for folder in folders] == [False]
