"""The books of the deliveries: where they are kept, and a delivery found by part of its id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.notifications import words as w
from mystery_shopping_cli.session import Session, refuse_new_file
from mystery_shopping_cli.wording import say

VARIABLE = "MYSTERY_SHOPPING_BOOKS"
_KEY = "mystery_shopping_cli.books"
_ID_LENGTH = 64
_PREFIX = re.compile(r"[0-9a-f]{8,64}")


def books_option(*, from_environment: bool = True) -> click.Option:
    """Return the option ``--books``; a group and its commands share what is given to either."""
    return click.Option(
        ["--books"],
        metavar="URL",
        envvar=VARIABLE if from_environment else None,
        show_envvar=from_environment,
        expose_value=False,
        callback=_keep,
        help=say(w.BOOKS),
    )


def open_books(session: Session, *, fresh: bool = False) -> ms.Bookkeeping:
    """Return the books of ``--books``, else the log's own; only `fresh` ones may be a new file.

    Raises:
        InvalidValue: when there is no ``--books`` and the log keeps none.
    """
    url = click.get_current_context().meta.get(_KEY)
    if url is not None:
        return _open(session, url, fresh=fresh)
    log = session.program.log
    make = getattr(log, "bookkeeping", None)
    if make is None:
        raise ms.InvalidValue(path="--db", required=w.KEEPS_BOOKS, actual=type(log).__name__)
    books: ms.Bookkeeping = make()
    return books


def all_deliveries(
    books: ms.Bookkeeping, *, states: Sequence[ms.DeliveryState]
) -> Iterator[ms.Delivery]:
    """Yield the deliveries in one of `states`, by id, a page at a time."""
    after = ""
    while page := books.deliveries(states=states, after=after):
        yield from page
        after = page[-1].id


def find_delivery(books: ms.Bookkeeping, part: str) -> ms.Delivery:
    """Return the one delivery whose id begins so.

    Raises:
        InvalidValue: when that is no beginning of an id, or of several.
        NotFound: when there is none.
    """
    prefix = part.lower()
    if not _PREFIX.fullmatch(prefix):
        raise ms.InvalidValue(path="ID", required=w.AN_ID, actual=part)
    first = int(prefix.ljust(_ID_LENGTH, "0"), 16)
    after = f"{first - 1:0{_ID_LENGTH}x}" if first else ""
    found = [row for row in books.deliveries(after=after, limit=2) if row.id.startswith(prefix)]
    if not found:
        raise ms.NotFound(kind="delivery", key=part)
    if len(found) > 1:
        raise ms.InvalidValue(path="ID", required=w.ONE_ID, actual=part)
    return found[0]


def _keep(context: click.Context, _: click.Parameter, value: Any) -> Any:  # noqa: ANN401 - click's
    if value is not None:
        context.meta[_KEY] = value
    return value


def _open(session: Session, url: str, *, fresh: bool) -> ms.Bookkeeping:
    if not fresh:
        refuse_new_file(url)
    books = session.host.open_bookkeeping(url)
    click.get_current_context().call_on_close(books.close)
    return books
