"""The command `deadlines`: what falls due, read up to the log's end."""

from __future__ import annotations

import click

import mystery_shopping as ms
from mystery_shopping.service.notifications.projecting import from_row
from mystery_shopping_cli.notifications import words as w
from mystery_shopping_cli.notifications.books import books_option, open_books
from mystery_shopping_cli.notifications.views import deadline_blocks
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.wording import say

# Nobody is told of anything by looking, and no subscription begins by it.
_NOBODY = ms.Directory(subscriptions={})


def make_command(name: str) -> click.Command:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Option(["--rebuild"], is_flag=True, help=say(w.REBUILD)),
        books_option(),
        *shared_options("db", "cycle"),
    ]
    return click.Command(name, callback=_deadlines, params=params, help=say(w.DEADLINES))


@click.pass_obj
def _deadlines(session: Session, *, rebuild: bool) -> None:
    books, at = open_books(session), session.now(None)
    notifier = ms.Notifier(
        session.program.log,
        directory=_NOBODY,
        open_channel=session.host.open_channel,
        bookkeeping=books,
    )
    if rebuild:
        notifier.rebuild_deadlines(at)
    else:
        notifier.read_log(at)
    rows = [from_row(row) for row in books.deadlines(group=session.settings.cycle)]
    answer(session, [_plain(row) for row in rows], blocks=deadline_blocks(rows, at=at))


def _plain(row: ms.Deadline) -> dict[str, object]:
    return {**ms.plain(row), "key": row.key, "due_at": row.due_at}
