"""What procrastinate leaves lying is picked up: jobs of dead workers, and jobs that are done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from procrastinate import App
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

import mystery_shopping as ms
from mystery_shopping.channels import MemoryChannel
from tests.months import Month

MakeApp = Callable[..., App]
Work = Callable[..., None]
Ask = Callable[..., list[tuple[Any, ...]]]
QUEUE, TICK, TIDY = "mystery_shopping", "mystery_shopping.tick", "mystery_shopping.tidy"
DEVIATION = ms.RecordDeviation("5.2.1.2", "flood at the site", "plan ahead")


async def fetch(app: App) -> Job:
    """Take a job as a worker does that dies before it is done."""
    async with app.open_async():
        worker = await app.job_manager.register_worker()
        job = await app.job_manager.fetch_job(queues=[QUEUE], worker_id=worker)
        assert job
        return job


@pytest.fixture
def tidy(work: Work) -> Work:
    """Runs a worker after leaving it a job to tidy."""

    def tidy(app: App) -> None:
        with app.open():
            app.configure_task(TIDY, queue=QUEUE).defer(timestamp=0)
        work(app)

    return tidy


def test_the_job_of_a_dead_worker_is_done_by_another(
    tidy: Work, month: Month, app: App, box: MemoryChannel, ask: Ask
) -> None:
    """Without it the job would be `doing` for ever, as procrastinate leaves it."""
    month.do(DEVIATION)
    job = asyncio.run(fetch(app))
    ask("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")

    tidy(app)

    assert len(box.messages) == 2
    found = ask("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", job.id)
    assert found == [("succeeded", 2)]


def test_the_job_of_a_dead_worker_is_given_up_while_another_waits(
    tidy: Work, month: Month, app: App, box: MemoryChannel, ask: Ask
) -> None:
    """One tick does all there is to do; procrastinate alone would fail to repeat it, for ever."""
    first = asyncio.run(fetch(app))
    month.do(DEVIATION)
    ask("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    ask("UPDATE procrastinate_jobs SET priority = -1 WHERE id > %s", first.id)

    tidy(app)

    ticks = "SELECT status::text FROM procrastinate_jobs WHERE task_name = %s ORDER BY id"
    assert ask(ticks, TICK) == [("failed",), ("succeeded",)]
    assert len(box.messages) == 2


def test_the_job_of_a_living_worker_is_left_alone(
    tidy: Work, app: App, month: Month, ask: Ask
) -> None:
    """A tick with many letters takes its time."""
    job = asyncio.run(fetch(app))

    tidy(app)

    assert month.cycle.version == 1
    assert ask("SELECT status::text FROM procrastinate_jobs WHERE id = %s", job.id) == [("doing",)]


def test_a_job_that_ended_just_now_spoils_no_tidying(
    tidy: Work, month: Month, app: App, box: MemoryChannel, ask: Ask
) -> None:
    """Its worker was only slow; the other jobs of dead workers still have to be set free."""
    month.do(DEVIATION)
    first = asyncio.run(fetch(app))
    month.do(DEVIATION)
    second = asyncio.run(fetch(app))
    ask("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")

    class LateManager(JobManager):
        """Looks at the stalled jobs, and one of them ends before they are set free."""

        async def get_stalled_jobs(self, *_: Any, **options: Any) -> Iterable[Job]:  # noqa: ANN401
            """Return those that were stalled."""
            stalled = await super().get_stalled_jobs(**options)
            await self.finish_job(first, status=Status.SUCCEEDED, delete_job=False)
            return stalled

    app.job_manager = LateManager(app.connector)
    tidy(app)

    assert ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == [(0,)]
    found = "SELECT attempts FROM procrastinate_jobs WHERE status = 'succeeded' AND id = %s"
    assert (ask(found, first.id), ask(found, second.id)) == ([(1,)], [(2,)])
    assert len(box.messages) == 4


@pytest.mark.parametrize("hours, left", [(0, 0), (24, 3)])
def test_finished_jobs_are_forgotten_after_a_while(
    tidy: Work, make: MakeApp, ask: Ask, *, hours: int, left: int
) -> None:
    """A job a minute is half a million rows a year; a day of them shows what went wrong."""
    app = make(open_channel=lambda _: MemoryChannel(), keep_finished_hours=hours)
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES (%s, 'old')"
    end = "UPDATE procrastinate_jobs SET status = %s WHERE task_name = 'old' AND status = %s"
    for state in ("succeeded", "failed", "cancelled"):
        for queue in (QUEUE, "others"):
            ask(job, queue)
        ask(end, "doing", "todo")
        ask(end, state, "doing")

    tidy(app)

    counted = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'old' AND queue_name = %s"
    assert (ask(counted, QUEUE), ask(counted, "others")) == ([(left,)], [(3,)])
