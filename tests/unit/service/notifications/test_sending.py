"""A delivery's ways to end: sent, tried again, dead, put off; and what a channel can do to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

import mystery_shopping as ms
from mystery_shopping.ports import DeliveryState as D
from mystery_shopping.values import from_micros
from tests.months import Month, S, nov
from tests.notifying import PEOPLE, Office


class Scripted:
    """A channel that does in turn what it is told, and then takes everything."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self.acts = list(acts)
        self.keys: list[str] = []

    def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
        """Do the next act, and take the message."""
        assert message.to
        if self.acts:
            self.acts.pop(0)()
        self.keys.append(idempotency_key)
        return ms.Receipt("r1")

    def close(self) -> None:
        """Nothing is held."""


def raises(error: BaseException) -> Callable[[], object]:
    """Return an act that fails so."""

    def act() -> None:
        raise error

    return act


def office(
    *acts: Callable[[], object],
    **options: Any,  # noqa: ANN401 - as the notifier takes them
) -> tuple[Office, Scripted]:
    """Return an office with one letter queued, for the QCA, and the channel it goes by."""
    month = Month.of_four().to(S.COLLECTING)
    month.evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4).accept(1, 2, 3)
    channel = Scripted(*acts)
    made = Office(month, channel=channel, **options)
    month.accept(4)
    return made, channel


def only(made: Office) -> ms.Delivery:
    """Return the one delivery there is."""
    (delivery,) = made.notifier.bookkeeping.deliveries()
    return delivery


def test_a_letter_sent_is_settled_with_its_receipt() -> None:
    """What the channel calls it is the way to ask the channel about it."""
    made, channel = office()

    report = made.notifier.tick(nov(17))

    delivery = only(made)
    assert (delivery.state, delivery.note, delivery.attempts) == (D.SENT, "r1", 0)
    assert channel.keys == [delivery.id]
    assert (report.queued_count, report.sent_count) == (1, 1)
    assert made.notifier.tick(nov(18)).sent_count == 0


def test_a_transient_failure_comes_again_with_the_same_key() -> None:
    """The other side may have taken it before it failed: the key lets it tell."""
    made, channel = office(raises(ms.TransientFailure(channel="x", problem="busy")))

    first = made.notifier.tick(nov(17))
    delivery = only(made)
    soon = made.notifier.tick(nov(17) + timedelta(seconds=30))
    later = made.notifier.tick(nov(17, 9, 2))

    assert (first.failed_count, soon.sent_count, later.sent_count) == (1, 0, 1)
    assert (delivery.state, delivery.attempts) == (D.RETRYING, 1)
    assert "busy" in delivery.note
    assert channel.keys == [delivery.id]


def test_the_wait_that_was_asked_for_is_kept() -> None:
    """`Retry-After: 7200` is a request, and whoever ignores it is blocked next."""
    failure = ms.TransientFailure(channel="x", problem="429", retry_after_seconds=7200.0)
    made, _ = office(raises(failure))

    made.notifier.tick(nov(17))

    assert from_micros(only(made).due_at_micros) >= nov(17) + timedelta(hours=2)


def test_a_permanent_failure_is_a_dead_letter_that_can_be_sent_again() -> None:
    """An unknown address helps nobody by being tried twelve times; put right, it goes out."""
    made, channel = office(raises(ms.PermanentFailure(channel="x", problem="no such user")))

    report = made.notifier.tick(nov(17))
    dead = made.notifier.bookkeeping.deliveries(states=[D.DEAD])
    revived = made.notifier.bookkeeping.requeue([dead[0].id], due_at_micros=0)
    again = made.notifier.tick(nov(17, 10))

    assert (report.dead_count, revived, again.sent_count) == (1, 1, 1)
    assert "no such user" in dead[0].note
    assert channel.keys == [dead[0].id]


def test_after_its_last_try_a_letter_is_dead() -> None:
    """A channel that is gone for ever must not be knocked at for ever."""
    failures = [raises(ms.TransientFailure(channel="x", problem="gone"))] * 3
    made, _ = office(*failures, retry=ms.Retry(attempts=3))

    counts = [made.notifier.tick(nov(17 + day)).dead_count for day in range(4)]

    assert counts == [0, 0, 1, 0]
    assert (only(made).state, only(made).attempts) == (D.DEAD, 3)


@pytest.mark.parametrize("error", [RuntimeError("secret-token"), KeyError("x"), SystemError()])
def test_a_channel_that_breaks_its_contract_holds_up_nothing(error: Exception) -> None:
    """A stranger's plugin fails as it likes: it is tried again, and its words are not repeated."""
    made, _ = office(raises(error))

    report = made.notifier.tick(nov(17))

    assert report.failed_count == 1
    assert only(made).note == f"box: {type(error).__name__}"


def test_a_channel_that_cannot_open_is_tried_again() -> None:
    """A variable of the environment that is not set yet is to be put right: no dead letter."""
    made, _ = office()

    def broken(_: str) -> ms.Channel:
        raise ms.InvalidValue(path="password_env", required="a variable that is set", actual="X")

    made.notifier._sender._open_channel = broken
    report = made.notifier.tick(nov(17))

    assert report.failed_count == 1
    assert "password_env" in only(made).note


def test_a_letter_due_in_quiet_hours_is_put_off_without_a_try() -> None:
    """Queued in the evening, or retried into the night: it waits for the morning."""
    quiet = 'reach = { box = "dewi" }\nquiet_hours = { begin = "20:00", end = "07:00" }'
    made, channel = office(directory=PEOPLE.replace('reach = { box = "dewi" }', quiet))

    night, morning = made.notifier.tick(nov(17, 23)), made.notifier.tick(nov(18, 7))

    assert (night.queued_count, night.sent_count, morning.sent_count) == (1, 0, 1)
    assert len(channel.keys) == 1


def test_somebody_who_left_the_directory_gets_no_more_letters() -> None:
    """The letter was queued before they left; the file is the last word."""
    made, channel = office()
    made.notifier.read_log(nov(17))
    left = PEOPLE.replace("people.dewi", "people.eka")
    heir = ms.Notifier(
        made.month.program.log, directory=ms.load_directory(left), open_channel=lambda _: channel
    )

    report = heir.tick(nov(17))

    assert report.dead_count == 1
    assert "dewi" in only(made).note
    assert channel.keys == []


def test_a_lost_claim_is_counted_and_left_to_its_new_owner() -> None:
    """A worker that slept past its lease must not overwrite what another one settled."""
    made, channel = office(lease_seconds=0.001)
    books = made.notifier.bookkeeping

    def steal() -> None:
        while not books.claim("thief", now_micros=2**62, lease_seconds=60, limit=1):
            pass

    channel.acts.append(steal)
    report = made.notifier.tick(nov(17))

    assert report.lost_count == 1
    assert only(made).state is D.SENDING


def test_a_dead_channel_is_left_in_peace_and_the_others_go_on() -> None:
    """Five hundred letters to a server that hangs must not keep one to the next waiting."""
    month = Month.of_four().to(S.COLLECTING)
    both = PEOPLE.replace('box = "memory:"', 'box = "memory:"\ndown = "memory:"')
    both = both.replace('reach = { box = "dewi" }', 'reach = { down = "dewi", box = "dewi" }')
    asked: list[str] = []

    class Down(Scripted):
        def send(self, message: ms.Message, *, idempotency_key: str) -> ms.Receipt:
            asked.append(idempotency_key)
            raise ms.TransientFailure(channel="down", problem=message.notice)

    channels = iter([Down(), box := Scripted()])
    notifier = ms.Notifier(
        month.program.log,
        directory=ms.load_directory(both),
        open_channel=lambda _: next(channels),
    )
    notifier.tick(nov(15))
    month.evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4)

    report = notifier.tick(nov(17))

    assert (report.queued_count, report.sent_count, report.failed_count) == (8, 4, 3)
    assert (len(asked), len(box.keys)) == (3, 4)
    assert notifier.bookkeeping.counts()[D.QUEUED] == 1


def test_a_worker_asked_to_stop_gives_back_what_it_has_not_sent() -> None:
    """A letter under way is finished; the rest waits for the next worker, not for a lease."""
    month = Month.of_four().to(S.COLLECTING)
    channel = Scripted()
    made = Office(month, channel=channel)
    channel.acts.append(made.notifier.stop)
    month.evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4)

    first = made.notifier.tick(nov(17))
    counts = made.notifier.bookkeeping.counts()
    heir = Office(month, channel=channel)

    assert (first.queued_count, first.sent_count) == (4, 1)
    assert (counts[D.SENT], counts[D.QUEUED], counts[D.SENDING]) == (1, 3, 0)
    assert heir.report.sent_count == 0  # it is the first of the month for it: nothing is due yet
    assert heir.notifier.tick(nov(17)).sent_count == 3
    assert made.notifier.tick(nov(18)) == ms.TickReport()


def test_a_letter_tried_again_waits_for_the_end_of_quiet_hours() -> None:
    """It was queued by day; that it failed in the evening is no reason to ring at night."""
    reach = 'reach = { box = "dewi" }'
    quiet = f"{reach}\nquiet_hours = {{ begin = 21:00:00, end = 07:00:00 }}"
    failure = ms.TransientFailure(channel="x", problem="busy")
    made, channel = office(raises(failure), directory=PEOPLE.replace(reach, quiet))
    made.notifier.tick(nov(17, 20, 59))

    night = made.notifier.tick(nov(17, 21, 30))

    assert (night.sent_count, channel.keys) == (0, [])
    assert from_micros(only(made).due_at_micros) == nov(18, 7)
    assert made.notifier.tick(nov(18, 7)).sent_count == 1
