"""The command `worker`: tells people what happens in the log, and what falls due."""

from __future__ import annotations

from functools import partial

import click

import mystery_shopping as ms
from mystery_shopping_cli.notifications import words as w
from mystery_shopping_cli.notifications.books import books_option, open_books
from mystery_shopping_cli.notifications.running import Teller, Worker
from mystery_shopping_cli.notifications.stopping import Stopping
from mystery_shopping_cli.notifications.views import tick_words
from mystery_shopping_cli.queries.asking import answer
from mystery_shopping_cli.screen import Line
from mystery_shopping_cli.session import Session, read_text, refuse_new_file
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.wording import say

VARIABLE = "MYSTERY_SHOPPING_DIRECTORY"
_EVERY_SECONDS = 30.0


def make_command(name: str) -> click.Command:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Option(
            ["--directory"],
            required=True,
            type=click.Path(exists=True, dir_okay=False),
            metavar="FILE",
            envvar=VARIABLE,
            show_envvar=True,
            help=say(w.DIRECTORY),
        ),
        books_option(),
        click.Option(["--once"], is_flag=True, help=say(w.ONCE)),
        click.Option(
            ["--every"],
            type=click.FloatRange(min=0, min_open=True, max=86_400),
            default=_EVERY_SECONDS,
            show_default=True,
            metavar="SECONDS",
            help=say(w.EVERY),
        ),
        *shared_options("db", "at"),
    ]
    return click.Command(name, callback=_work, params=params, help=say(w.WORKER))


@click.pass_obj
def _work(session: Session, *, directory: str, once: bool, every: float) -> None:
    if session.settings.at and not once:
        raise click.UsageError(say(w.NEEDS_ONCE))
    known = ms.load_directory(read_text(directory))
    refuse_new_file(session.settings.db)  # a slip of the hand is no log that comes back
    _try_channels(session.host, known)
    teller = Teller(session.settings.as_json)
    with Stopping() as stopping:
        opening = partial(_open, session, known)
        worker = Worker(opening, stopping=stopping, teller=teller, every_seconds=every)
        if not once:
            teller.started(known, seconds=every)
            worker.run(ms.SystemClock())
            return
        report = worker.tick(session.now(None))
    words = tick_words(report) or say(w.STOPPED if stopping.is_asked else w.NOTHING_DONE)
    answer(session, report, blocks=[Line((words,), whole=True)])


def _open(session: Session, directory: ms.Directory) -> ms.Program:
    program = session.program
    books = open_books(session, fresh=True)
    program.notifier = ms.Notifier(
        program.log,
        directory=directory,
        open_channel=session.host.open_channel,
        bookkeeping=books,
    )
    return program


def _try_channels(host: ms.PluginHost, directory: ms.Directory) -> None:
    """Say which channels cannot be opened; the others go on, and it may be mended by then."""
    for name, url in directory.channels.items():
        try:
            host.open_channel(url).close()
        except ms.MysteryShoppingError as error:
            _warn(name, say(error.text))
        except Exception as error:  # noqa: BLE001 - a stranger's channel fails as it likes
            _warn(name, type(error).__name__)


def _warn(name: str, problem: str) -> None:
    click.echo(f"△ {say(w.BAD_CHANNEL.fill(name=name, problem=problem))}", err=True)
