"""The app of procrastinate that a worker runs: ticks by job, ticks by the minute, tidying."""

from __future__ import annotations

from collections.abc import Callable
from weakref import finalize

from procrastinate import App, JobContext, PsycopgConnector

from mystery_shopping.plugins import PluginHost
from mystery_shopping.ports import Channel, Clock
from mystery_shopping.service.clock import SystemClock
from mystery_shopping.service.notifications import Directory, Notifier, Retry, TickReport
from mystery_shopping.service.notifications.notifier import LEASE_SECONDS
from mystery_shopping_postgres import PostgresLog
from mystery_shopping_postgres._address import Address, split_options
from mystery_shopping_procrastinate._names import (
    ONE_TICK_WAITS,
    ONE_TIDY_WAITS,
    QUEUE,
    TICK,
    TICK_OF_THE_MINUTE,
    TIDY,
    server_url,
)
from mystery_shopping_procrastinate._ticking import Desk
from mystery_shopping_procrastinate._tidying import Tidied, Tidying

_EVERY_MINUTE = "* * * * *"


def make_app(
    url: str,
    *,
    directory: Directory,
    open_channel: Callable[[str], Channel] | None = None,
    clock: Clock | None = None,
    retry: Retry | None = None,
    lease_seconds: float = LEASE_SECONDS,
    stalled_after_seconds: float = 30.0,
    keep_finished_hours: int = 24,
) -> App:
    """Return an app whose workers tell the people of `directory` what the log at `url` holds.

    Nothing is opened before a worker runs. Channels come from the plugins unless `open_channel`
    opens them; `retry` and `lease_seconds` are those of `Notifier`. A job is taken from a worker
    that has given no sign of life for `stalled_after_seconds`, where a living one gives one every
    ten, and forgotten `keep_finished_hours` after it ended.

    Raises:
        InvalidValue: when the URL or one of its options cannot be read.
    """
    server = server_url(url)
    # Somebody else's job would fail here: its task is not known.
    app = App(connector=_connector(server), worker_defaults={"queues": [QUEUE]})

    def make_notifier(log: PostgresLog) -> Notifier:
        return Notifier(
            log,
            directory=directory,
            open_channel=open_channel or PluginHost().open_channel,
            retry=retry,
            lease_seconds=lease_seconds,
        )

    desk = Desk(server, clock or SystemClock(), make_notifier)
    finalize(app, desk.close)
    _add_ticks(app, desk)
    _add_tidying(app, Tidying(stalled_after_seconds, keep_finished_hours))
    return app


def _add_ticks(app: App, desk: Desk) -> None:
    """Add the tick an append asks for and that of the minute, of which one may wait.

    Neither has a lock, which a dead worker would hold, nor a strategy to try again: a failed tick
    that waits to be repeated would keep appends from leaving a job that runs at once.
    """

    @app.task(name=TICK, queue=QUEUE, queueing_lock=ONE_TICK_WAITS)
    def tick(stream: str, version: int) -> TickReport:  # noqa: ARG001 - who asked, for the reader
        return desk.tick()

    @app.periodic(cron=_EVERY_MINUTE)
    @app.task(name=TICK_OF_THE_MINUTE, queue=QUEUE, queueing_lock=ONE_TICK_WAITS)
    def tick_of_the_minute(timestamp: int) -> TickReport:  # noqa: ARG001 - procrastinate's own
        return desk.tick()


def _add_tidying(app: App, tidying: Tidying) -> None:
    @app.periodic(cron=_EVERY_MINUTE)
    @app.task(name=TIDY, queue=QUEUE, queueing_lock=ONE_TIDY_WAITS, pass_context=True)
    async def tidy(context: JobContext, timestamp: int) -> Tidied:  # noqa: ARG001 - as above
        return await tidying.tidy(context.app.job_manager)


def _connector(url: str) -> PsycopgConnector:
    rest, _ = split_options(url)
    arguments = dict(Address.parse(rest).arguments)
    arguments.pop("autocommit")  # procrastinate says so itself where it wants it
    return PsycopgConnector(kwargs=arguments, min_size=1, max_size=4)
