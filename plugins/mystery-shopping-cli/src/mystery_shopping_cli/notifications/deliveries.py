"""The command `deliveries`: what is queued, sent, retrying or dead, and the dead sent again."""

from __future__ import annotations

import json
from heapq import nlargest

import click

import mystery_shopping as ms
from mystery_shopping.values import from_micros, to_micros
from mystery_shopping_cli.explaining import RED
from mystery_shopping_cli.moments import read_moment
from mystery_shopping_cli.notifications import words as w
from mystery_shopping_cli.notifications.books import (
    all_deliveries,
    books_option,
    find_delivery,
    open_books,
)
from mystery_shopping_cli.notifications.views import delivery_blocks
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.screen import line
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.wording import say

_MOST = 100
_NOT_SENT = tuple(state for state in ms.DeliveryState if state is not ms.DeliveryState.SENT)
_DEAD = ms.DeliveryState.DEAD


def make_command(name: str) -> click.Command:
    """Return the group, which lists the deliveries when no command of it is named."""
    states = click.Choice([state.value for state in ms.DeliveryState])
    params: list[click.Parameter] = [
        click.Option(["--state", "states"], multiple=True, type=states, help=say(w.STATE)),
        click.Option(
            ["--limit"],
            type=click.IntRange(1),
            default=_MOST,
            show_default=True,
            help=say(w.LIMIT),
        ),
        click.Option(["--strict"], is_flag=True, help=say(w.STRICT)),
        books_option(),
        *shared_options("db"),
    ]
    return click.Group(
        name,
        [_retry_command(), _prune_command()],
        invoke_without_command=True,
        callback=_list,
        params=params,
        help=say(w.DELIVERIES),
    )


def _retry_command() -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["ids"], metavar="[ID]...", nargs=-1),
        click.Option(["--all-dead"], is_flag=True, help=say(w.ALL_DEAD)),
        books_option(from_environment=False),
        *shared_options("db", "at"),
    ]
    return click.Command("retry", callback=_retry, params=params, help=say(w.RETRY))


def _prune_command() -> click.Command:
    params: list[click.Parameter] = [
        click.Option(["--before"], required=True, metavar="DATE", help=say(w.BEFORE)),
        books_option(from_environment=False),
        *shared_options("db"),
    ]
    return click.Command("prune", callback=_prune, params=params, help=say(w.PRUNE))


@click.pass_context
def _list(context: click.Context, *, states: tuple[str, ...], limit: int, strict: bool) -> None:
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)
    books = open_books(session)
    wanted = tuple(map(ms.DeliveryState, states)) or _NOT_SENT
    counts = books.counts()
    rows = nlargest(limit, all_deliveries(books, states=wanted), key=_age)[::-1]
    left_out = max(sum(counts[state] for state in set(wanted)) - len(rows), 0)
    told = {"counts": counts, "deliveries": list(map(_plain, rows)), "left_out": left_out}
    answer(session, told, blocks=delivery_blocks(rows, counts, left_out=left_out))
    if strict and counts[_DEAD]:
        context.exit(RED)


@click.pass_obj
def _retry(session: Session, *, ids: tuple[str, ...], all_dead: bool) -> None:
    if bool(ids) == all_dead:
        raise click.UsageError(say(w.WHICH))
    books = open_books(session)
    rows = (
        list(all_deliveries(books, states=(_DEAD,)))
        if all_dead
        else [_find_dead(books, part) for part in ids]
    )
    count = books.requeue([row.id for row in rows], due_at_micros=to_micros(session.now(None)))
    told = line(say(w.REQUEUED.fill(n=count)))
    answer(session, {"requeued": count}, blocks=[told])


@click.pass_obj
def _prune(session: Session, *, before: str) -> None:
    at = read_moment(before, path="--before", zone="UTC")
    count = open_books(session).prune(before_micros=to_micros(at))
    answer(session, {"pruned": count}, blocks=[line(say(w.PRUNED.fill(n=count)))])


def _find_dead(books: ms.Bookkeeping, part: str) -> ms.Delivery:
    """Return the dead delivery whose id begins so: nothing is sent again that is on its way."""
    row = find_delivery(books, part)
    if row.state is not _DEAD:
        raise ms.InvalidValue(path=part, required=w.A_DEAD_ONE, actual=row.state.value)
    return row


def _age(row: ms.Delivery) -> tuple[int, str]:
    return row.queued_at_micros, row.id


def _plain(row: ms.Delivery) -> dict[str, object]:
    return {
        "id": row.id,
        "state": row.state,
        "notice": row.notice,
        "recipient": row.recipient,
        "channel": row.channel,
        "attempts": row.attempts,
        "queued_at": from_micros(row.queued_at_micros),
        "due_at": from_micros(row.due_at_micros),
        "note": row.note,
        "subscription": row.subscription,
        "event_id": row.event_id,
        "subject_id": json.loads(row.facts)["subject_id"],
    }
