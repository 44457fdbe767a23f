"""What a URL says, and what no error ever repeats."""

from __future__ import annotations

import psycopg
import pytest

from mystery_shopping.errors import InvalidValue, LogUnusable, MysteryShoppingError
from mystery_shopping_postgres import migrate, open_log
from mystery_shopping_postgres._address import Address, split_options
from mystery_shopping_postgres.testing import Server

SECRET = "s3cret"  # noqa: S105 - nobody's


def test_options_of_ours_are_told_from_the_drivers() -> None:
    """The driver refuses what it does not know, and we would not know its own."""
    url = "postgresql://u@h/d?pool_size=3&options=-c%20search_path%3Dx&lock_timeout_ms=5"

    rest, ours = split_options(url)

    assert rest == "postgresql://u@h/d?options=-c%20search_path%3Dx"
    assert ours == {"pool_size": 3, "lock_timeout_ms": 5}
    assert split_options("postgresql://u@h/d?pool_size=3")[0] == "postgresql://u@h/d"


def test_settings_in_the_url_stay_beside_ours() -> None:
    """A host that keeps its tables in a schema of its own says so there."""
    address = Address.parse("postgresql://h/d?options=-c%20search_path%3Dx&connect_timeout=3")

    limited = address.limited(statement_timeout_ms=1, lock_timeout_ms=2).arguments

    assert limited["options"].startswith("-c search_path=x -c statement_timeout=1 -c lock_timeout")
    assert limited["connect_timeout"] == "3"


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "٣"])
def test_an_option_is_a_number_above_zero(value: str) -> None:
    """A pool of no connections would wait for ever; the password beside it is not repeated."""
    with pytest.raises(InvalidValue, match="pool_size: must be a whole number above 0") as caught:
        open_log(f"postgresql://h/d?password={SECRET}&pool_size={value}")

    assert SECRET not in told(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://u:{SECRET}@127.0.0.1:1/d",
        f"postgresql://127.0.0.1:1/d?user=u&password={SECRET}",
        f"postgresql://u:a%{SECRET}@h/d",
        f"postgresql://u:a?{SECRET}@h/d",
        f"postgresql://u:/{SECRET}@h/d",
        f"postgresql://u@h:{SECRET}/d",
        f"postgresql://u@h/d?pasword={SECRET}",
    ],
    ids=["out of reach", "as an option", "percent", "question", "slash", "port", "misspelt"],
)
def test_no_error_repeats_a_secret(url: str) -> None:
    """Errors are logged, sent by mail and shown on screens; so are those chained to them."""
    for call in (open_log, migrate):
        with pytest.raises(MysteryShoppingError) as caught:
            call(url)

        assert SECRET not in told(caught.value)
        assert caught.value.code in {"MS101", "MS405"}


def test_a_wrong_password_is_told_as_such(own_server: Server) -> None:
    """The one who reads the message can put it right, and need not look at the server."""
    with psycopg.connect(own_server.url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS password_wanted")
        connection.execute("CREATE ROLE password_wanted LOGIN PASSWORD 'right'")
    address = own_server.url.rpartition("@")[2]

    with pytest.raises(LogUnusable, match="password authentication failed") as caught:
        open_log(f"postgresql://password_wanted:{SECRET}@{address}")

    assert caught.value.code == "MS405"
    assert SECRET not in told(caught.value)


def test_an_unknown_database_is_told_as_such(server_url: str) -> None:
    """A mistyped name is no outage."""
    url = f"{server_url.rpartition('/')[0]}/nowhere"

    for call in (open_log, migrate):
        with pytest.raises(LogUnusable, match='database "nowhere" does not exist'):
            call(url)


def told(error: BaseException) -> str:
    """Return all that a log file or another process would get to see of an error."""
    chained = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    ours = repr(vars(error)) if isinstance(error, MysteryShoppingError) else ""
    return f"{error}{error!r}{ours}{told(chained) if chained else ''}"
