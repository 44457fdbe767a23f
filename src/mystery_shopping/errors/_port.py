"""Errors of the log, the channels and the plugins: a driver's own error is chained to them."""

from __future__ import annotations

from mystery_shopping.errors._base import PortError
from mystery_shopping.errors._text import Text


class LogFailure(PortError):
    """The log could not do what was asked; what it acknowledged before still stands."""

    code = "MS401"

    def __init__(self, *, log: str, problem: str) -> None:
        text = Text("log {log}: {problem}", "log {log}: {problem}").fill(log=log, problem=problem)
        super().__init__(text, log=log, problem=problem)


class Conflict(LogFailure):
    """Somebody else appended first: the stream is not where the writer thought it was."""

    code = "MS402"
    stream: str
    expected: int
    actual: int

    def __init__(self, *, stream: str, expected: int, actual: int) -> None:
        problem = f"stream {stream} is at version {actual}, not at {expected}"
        super().__init__(log=stream, problem=problem)
        self.stream, self.expected, self.actual = stream, expected, actual


class TooManyConflicts(LogFailure):
    """The command was decided again and again, and each time another writer was faster."""

    code = "MS403"

    def __init__(self, *, stream: str, tries: int) -> None:
        super().__init__(log=stream, problem=f"{tries} tries, another writer was faster each time")
        self.stream, self.tries = stream, tries


class LogBusy(LogFailure):
    """Another writer held the log for longer than the patience set; nothing was written."""

    code = "MS404"


class LogUnusable(LogFailure):
    """The place cannot serve as a log: no database, read-only, full, or of a newer version."""

    code = "MS405"


class ChainBroken(PortError):
    """An event's hash does not follow from its bytes and the hash before it."""

    code = "MS406"
    stream: str
    version: int

    def __init__(self, *, stream: str, version: int, problem: str) -> None:
        text = Text(
            "rantai {stream} putus pada kejadian {version}: {problem}",
            "the chain of {stream} breaks at event {version}: {problem}",
        ).fill(stream=stream, version=version, problem=problem)
        super().__init__(text, stream=stream, version=version, problem=problem)


class UnknownEvent(PortError):
    """The log holds an event this version of the library cannot read."""

    code = "MS407"
    type: str
    schema: int

    def __init__(self, *, type: str, schema: int, known: int | None) -> None:  # noqa: A002
        what = "unknown type" if known is None else f"schema {schema} is newer than {known}"
        text = Text(
            "kejadian {type} tidak terbaca: {what}; perbarui pustaka",
            "event {type} cannot be read: {what}; upgrade the library",
        ).fill(type=type, what=what)
        super().__init__(text, type=type, schema=schema, known=known)


class ChannelFailure(PortError):
    """A channel could not deliver; the record it speaks of stands all the same."""

    code = "MS411"
    channel: str
    problem: str

    def __init__(self, *, channel: str, problem: str, **more: object) -> None:
        text = Text("kanal {channel}: {problem}", "channel {channel}: {problem}").fill(
            channel=channel, problem=problem
        )
        super().__init__(text, channel=channel, problem=problem, **more)


class TransientFailure(ChannelFailure):
    """Trying again later may help; `retry_after_seconds` is the wait the other side asked for."""

    code = "MS412"
    retry_after_seconds: float | None

    def __init__(
        self, *, channel: str, problem: str, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(channel=channel, problem=problem, retry_after_seconds=retry_after_seconds)


class PermanentFailure(ChannelFailure):
    """Trying again cannot help: an unknown address, or a message the other side refuses."""

    code = "MS413"


class UnknownScheme(PortError):
    """No plugin that loaded offers this URL scheme."""

    code = "MS501"
    scheme: str

    def __init__(self, *, scheme: str, known: tuple[str, ...]) -> None:
        text = Text(
            "tidak ada plugin untuk {scheme}: (yang ada: {known})",
            "no plugin offers {scheme}: (known: {known})",
        ).fill(scheme=scheme, known=", ".join(known))
        super().__init__(text, scheme=scheme, known=known)


class SchemeClaimedTwice(PortError):
    """Two plugins offer the same name; leave one of them out to say which is meant."""

    code = "MS502"
    scheme: str
    claimants: tuple[str, ...]

    def __init__(self, *, scheme: str, claimants: tuple[str, ...]) -> None:
        text = Text(
            "{scheme} ditawarkan oleh beberapa plugin: {claimants}; matikan salah satunya",
            "{scheme} is offered by several plugins: {claimants}; disable all but one",
        ).fill(scheme=scheme, claimants=", ".join(claimants))
        super().__init__(text, scheme=scheme, claimants=claimants)
