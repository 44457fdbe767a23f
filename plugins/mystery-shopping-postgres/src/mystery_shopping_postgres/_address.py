"""A URL taken apart: what goes to the driver, what is ours, and a name that tells no secret."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import attrs
import psycopg
from psycopg.conninfo import conninfo_to_dict

from mystery_shopping.errors import InvalidValue, Text

DEFAULTS = {"pool_size": 8, "statement_timeout_ms": 30_000, "lock_timeout_ms": 10_000}

# A server that vanished without a word is noticed within a minute; the URL may say otherwise.
_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "client_encoding": "utf8",
}
_WELL_FORMED = Text(
    "postgresql://pengguna@host/basisdata; kodekan tanda khusus dengan %, opsi menurut libpq",
    "postgresql://user@host/database; percent-encode special characters, options as of libpq",
)


@attrs.frozen
class Address:
    """Where a log is; `name` is what errors call it, `arguments` open a connection."""

    name: str
    arguments: dict[str, Any] = attrs.field(repr=False)

    @classmethod
    def parse(cls, url: str) -> Address:
        """Return the address in a URL as libpq reads it.

        Raises:
            InvalidValue: when it cannot be read; the error does not repeat it.
        """
        given = _find_parts(url)
        if given is None:
            raise InvalidValue(path="url", required=_WELL_FORMED, actual="...")
        host = str(given.get("host") or given.get("hostaddr") or "")
        port = f":{given['port']}" if given.get("port") else ""
        name = f"postgresql://{host}{port}/{given.get('dbname') or ''}"
        return cls(name, _PATIENCE | {"autocommit": True} | given)

    def limited(self, *, statement_timeout_ms: int, lock_timeout_ms: int) -> Address:
        """Return the address with what every session of the log is set to."""
        settings = (
            f"-c statement_timeout={statement_timeout_ms} -c lock_timeout={lock_timeout_ms}"
            r" -c default_transaction_isolation=read\ committed"
        )
        options = f"{self.arguments.get('options', '')} {settings}".strip()
        return attrs.evolve(self, arguments=self.arguments | {"options": options})

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Return a new connection, in autocommit."""
        return psycopg.Connection.connect(**self.arguments)


def split_options(url: str) -> tuple[str, dict[str, int]]:
    """Return the URL without our own options, and those.

    Raises:
        InvalidValue: for an option of ours that is no number above 0.
    """
    head, _, query = url.partition("?")
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    ours = {name: value for name, _, value in pairs if name in DEFAULTS}
    for name, value in ours.items():
        if not (value.isascii() and value.isdigit() and int(value)):
            required = Text("bilangan bulat di atas 0", "a whole number above 0")
            raise InvalidValue(path=name, required=required, actual=value)
    rest = "&".join("".join(pair) for pair in pairs if pair[0] not in DEFAULTS)
    return head + (f"?{rest}" if rest else ""), {name: int(value) for name, value in ours.items()}


def _find_parts(url: str) -> dict[str, Any] | None:
    """Return what libpq reads in a URL, `None` when that cannot be what was meant.

    Its own complaint is dropped: it quotes what it stumbled over, which may be the password. So
    is a password that broke out of its place, which it takes for a port or a database.
    """
    try:
        given = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return None
    port = str(given.get("port") or "0").replace(",", "")
    in_place = "@" not in urlsplit(url).path and port.isascii() and port.isdigit()
    return given if in_place else None
