"""What the questions share: as of which moment, and the answer as JSON or as a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import click

import mystery_shopping as ms
from mystery_shopping_cli.explaining import emit
from mystery_shopping_cli.moments import read_moment
from mystery_shopping_cli.screen import Block, show
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.wording import say

_AS_OF = ms.Text(
    "per kapan; tanggal saja berarti akhir hari itu (bila tidak: sekarang, atau kejadian terakhir)",
    "as of when; a date alone is its end (else now, or the last event if that is later)",
)


def as_of_option() -> click.Option:
    """Return the option ``--as-of``."""
    return click.Option(["--as-of"], metavar="ISO", help=say(_AS_OF))


def moment_of(session: Session, text: str | None, *, cycle: ms.Cycle) -> datetime:
    """Return the moment a question is about."""
    zone = cycle.policy.timezone
    if text:
        return read_moment(text, path="--as-of", zone=zone, until_night=True)
    now = session.now(zone)
    if session.settings.at or cycle.last_at is None:
        return now
    return max(now, cycle.last_at)


def answer(session: Session, value: object, *, blocks: Iterable[Block]) -> None:
    """Print the answer."""
    if session.settings.as_json:
        emit(value)
    else:
        show(blocks)
