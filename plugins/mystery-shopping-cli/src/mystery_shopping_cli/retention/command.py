"""The command `retention`: what is due, held and disposed of, and files about people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping.service.archive import export_log
from mystery_shopping_cli.files import write_lines
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.retention import words as w
from mystery_shopping_cli.retention.views import (
    agent_blocks,
    certificate_blocks,
    due_blocks,
    told_block,
)
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.wording import say


def make_command(name: str) -> click.Command:
    """Return the group of commands."""
    return click.Group(name, list(_commands()), help=say(w.GROUP))


def _commands() -> Iterator[click.Command]:
    cycle, reason = _argument("cycle", "CYCLE"), _option("--reason", "TEXT", w.REASON)
    order, plain = shared_options("db", "by", "at"), shared_options("db")
    rows: tuple[tuple[str, Any, list[click.Parameter]], ...] = (
        ("due", _due, [click.Option(["--on"], metavar="DATE", help=say(w.ON)), *plain]),
        ("hold", _hold, [cycle, reason, _option("--holder", "TEXT", w.HOLDER), *order]),
        ("release", _release, [cycle, reason, *order]),
        ("dispose", _dispose, [cycle, reason, *order]),
        ("certificates", _certificates, plain),
        ("subject", _subject, [_argument("agent", "AGENT"), *plain]),
        ("pseudonymise", _pseudonymise, [_argument("file", "FILE"), _key(), _prefix(), *plain]),
    )
    for name, run, params in rows:
        yield click.Command(name, callback=run, params=params, help=say(w.HELP[name]))


def _argument(name: str, metavar: str) -> click.Argument:
    return click.Argument([name], metavar=metavar)


def _option(flag: str, metavar: str, words: ms.Text) -> click.Option:
    return click.Option([flag], required=True, metavar=metavar, help=say(words))


def _key() -> click.Option:
    kind = click.Path(exists=True, dir_okay=False)
    return click.Option(["--key-file"], required=True, type=kind, metavar="FILE", help=say(w.KEY))


def _prefix() -> click.Option:
    return click.Option(["--prefix"], default="", metavar="TEXT", help=say(w.PREFIX))


@click.pass_obj
def _due(session: Session, *, on: str | None) -> None:
    day = _day(on) if on else session.now(None).date()
    found = ms.Retention(session.program).due(on=day)
    answer(session, found, blocks=due_blocks(found, on=day))


@click.pass_obj
def _hold(session: Session, *, cycle: str, reason: str, holder: str) -> None:
    retention = ms.Retention(session.program)
    at = _moment(session, cycle)
    hold = retention.hold(cycle, reason=reason, holder=holder, by=session.person, at=at)
    told = w.HELD.fill(cycle=cycle, holder=holder, reason=reason)
    answer(session, hold, blocks=[told_block(told)])


@click.pass_obj
def _release(session: Session, *, cycle: str, reason: str) -> None:
    at = _moment(session, cycle)
    ms.Retention(session.program).release(cycle, reason=reason, by=session.person, at=at)
    told = told_block(w.RELEASED.fill(cycle=cycle))
    answer(session, {"cycle": cycle, "released": True}, blocks=[told])


@click.pass_obj
def _dispose(session: Session, *, cycle: str, reason: str) -> None:
    at = _moment(session, cycle)
    retention = ms.Retention(session.program)
    certificate = retention.dispose(cycle, reason=reason, by=session.person, at=at)
    answer(session, certificate, blocks=certificate_blocks((certificate,)))


@click.pass_obj
def _certificates(session: Session) -> None:
    found = ms.Retention(session.program).certificates()
    answer(session, found, blocks=certificate_blocks(found))


@click.pass_obj
def _subject(session: Session, *, agent: str) -> None:
    records = ms.agent_records(session.program, agent)
    answer(session, records, blocks=agent_blocks(records))


@click.pass_obj
def _pseudonymise(session: Session, *, file: str, key_file: str, prefix: str) -> None:
    key = Path(key_file).read_bytes().strip()
    whole = list(export_log(session.program.log, prefix=prefix))
    write_lines(file, ms.pseudonymise(whole, key=key))
    count = len(whole) - 1  # the last line seals the others and is no event
    told = told_block(w.MASKED.fill(n=count, file=file))
    answer(session, {"file": file, "events": count}, blocks=[told])


def _moment(session: Session, cycle: str) -> datetime:
    """Return the time of the order, on the clock of the cycle's site while it is on record."""
    try:
        zone = session.program.cycle(cycle).policy.timezone
    except ms.NotFound:
        zone = None
    return session.now(zone)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        required = ms.Text("tanggal YYYY-MM-DD", "a date YYYY-MM-DD")
        raise ms.InvalidValue(path="--on", required=required, actual=text) from error
