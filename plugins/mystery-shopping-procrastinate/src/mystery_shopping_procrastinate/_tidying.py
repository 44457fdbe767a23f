"""What procrastinate leaves lying: jobs of workers that died, and jobs that are done."""

from __future__ import annotations

import attrs
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg.errors import RaiseException

from mystery_shopping_procrastinate._names import QUEUE


@attrs.frozen(kw_only=True)
class Tidied:
    """What one round of tidying came to; a job is given up where another like it waits anyway."""

    retried_count: int = 0
    given_up_count: int = 0
    ended_count: int = 0


@attrs.frozen
class Tidying:
    """How long a worker may give no sign of life, and how long its finished jobs are kept."""

    stalled_after_seconds: float
    keep_finished_hours: int

    async def tidy(self, jobs: JobManager) -> Tidied:
        """Set free the jobs of dead workers and delete old ones, of our own queue alone."""
        stalled = await jobs.get_stalled_jobs(
            queue=QUEUE, seconds_since_heartbeat=self.stalled_after_seconds
        )
        became = [await _set_free(job, jobs) for job in stalled]
        await jobs.delete_old_jobs(
            nb_hours=self.keep_finished_hours,
            queue=QUEUE,
            include_failed=True,
            include_cancelled=True,
            include_aborted=True,
        )
        return Tidied(
            retried_count=became.count(Status.TODO),
            given_up_count=became.count(Status.FAILED),
            ended_count=became.count(None),
        )


async def _set_free(job: Job, jobs: JobManager) -> Status | None:
    """Return what became of a job: `None` if it ended meanwhile, for its worker was only slow."""
    try:
        try:
            await jobs.retry_job(job)
        except UniqueViolation:  # another tick waits, and does all this one was to do
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
            return Status.FAILED
    except ConnectorException as error:
        if isinstance(error.__cause__, RaiseException):
            return None
        raise
    return Status.TODO
