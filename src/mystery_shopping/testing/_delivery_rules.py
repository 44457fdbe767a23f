"""The half of the bookkeeping's contract that is about deliveries: claimed, settled, listed."""

from __future__ import annotations

from mystery_shopping.ports import Bookkeeping, Delivery, DeliveryState
from mystery_shopping.testing._book_place import (
    NOW,
    SECOND,
    SHORT_LEASE_SECONDS,
    bring_to,
    claim,
    claim_once_free,
    make_delivery,
    settle,
    write,
)
from mystery_shopping.testing._rules import Contract

_FAR = 10_000 * 86_400 * SECOND
_ONE_OF_EACH = [(f"in-{state.value}", state) for state in DeliveryState]


class DeliveryRules(Contract):
    """What a worker may rely on between taking a delivery and telling how it ended."""

    __contract__ = True

    def test_the_longest_due_is_claimed_first(self, bookkeeping: Bookkeeping) -> None:
        """Nobody waits for ever. If this fails: order by due time before you limit."""
        ages = {"a": 3, "b": 9, "c": 1, "d": 5}
        write(
            bookkeeping,
            *(make_delivery(key, due_at_micros=NOW - age * SECOND) for key, age in ages.items()),
        )

        assert claim(bookkeeping, "one", limit=2) == ["b", "d"]
        assert claim(bookkeeping, "two", limit=2) == ["a", "c"]

    def test_nothing_is_claimed_before_it_is_due(self, bookkeeping: Bookkeeping) -> None:
        """Quiet hours are quiet. If this fails: due means at or before `now_micros`."""
        write(
            bookkeeping,
            make_delivery("now"),
            make_delivery("later", due_at_micros=NOW + 1),
            make_delivery("next year", due_at_micros=NOW + _FAR),
        )

        assert claim(bookkeeping, "one") == ["now"]
        assert claim(bookkeeping, "one", now_micros=NOW + 1) == ["later"]

    def test_a_claim_takes_no_more_than_was_asked_for(self, bookkeeping: Bookkeeping) -> None:
        """What cannot be sent within the lease is not taken. If this fails: honour `limit`."""
        write(bookkeeping, *(make_delivery(f"{number:02}") for number in range(30)))

        assert claim(bookkeeping, "one", limit=0) == []
        assert len(claim(bookkeeping, "one", limit=7)) == 7
        assert len(claim(bookkeeping, "one", limit=100)) == 23

    def test_a_claimed_delivery_comes_back_as_sending(self, bookkeeping: Bookkeeping) -> None:
        """The worker gets all it needs. If this fails: return the row as it is now."""
        delivery = make_delivery("a", due_at_micros=NOW - SECOND, facts='{"n":1}')
        write(bookkeeping, delivery)

        (given,) = bookkeeping.claim("one", now_micros=NOW, lease_seconds=60.0, limit=5)

        assert isinstance(given, Delivery)
        assert isinstance(given.state, DeliveryState)
        assert given == delivery._replace(state=DeliveryState.SENDING)
        assert bookkeeping.find_delivery("a") == given

    def test_a_claim_is_nobody_elses(self, bookkeeping: Bookkeeping) -> None:
        """A notice goes out once. If this fails: skip what is claimed, its worker's own too."""
        write(bookkeeping, make_delivery("a"))

        claim(bookkeeping, "one")

        assert claim(bookkeeping, "two") == []
        assert claim(bookkeeping, "one") == []

    def test_a_lease_is_measured_by_the_stores_own_clock(self, bookkeeping: Bookkeeping) -> None:
        """A clock that jumps sends nothing twice. If this fails: leave `now_micros` out of it."""
        write(bookkeeping, make_delivery("a"))

        claim(bookkeeping, "one")

        assert claim(bookkeeping, "two", now_micros=NOW + _FAR) == []

    def test_a_claim_that_ran_out_goes_to_another(self, bookkeeping: Bookkeeping) -> None:
        """A dead worker loses nothing, a slow one is told. If this fails: fence by the worker."""
        write(bookkeeping, make_delivery("a"))
        claim(bookkeeping, "slow", lease_seconds=SHORT_LEASE_SECONDS)

        assert claim_once_free(bookkeeping, "quick") == ["a"]

        assert not settle(bookkeeping, "a", "slow", state=DeliveryState.DEAD, note="too late")
        held = bookkeeping.find_delivery("a")
        assert held == make_delivery("a")._replace(state=DeliveryState.SENDING)
        assert settle(bookkeeping, "a", "quick")

    def test_a_claim_that_ran_out_and_nobody_took_may_be_settled(
        self, bookkeeping: Bookkeeping
    ) -> None:
        """What was sent is sent, if late. If this fails: only another's claim ends one's own."""
        write(bookkeeping, make_delivery("a"))
        claim(bookkeeping, "slow", lease_seconds=0.0)

        assert settle(bookkeeping, "a", "slow")
        assert claim(bookkeeping, "quick") == []

    def test_only_what_is_claimed_is_settled_and_only_once(self, bookkeeping: Bookkeeping) -> None:
        """One try, one outcome. If this fails: settling gives up the claim, and needs it."""
        write(bookkeeping, make_delivery("a"), make_delivery("waits", due_at_micros=NOW + SECOND))
        claim(bookkeeping, "one")

        assert not settle(bookkeeping, "a", "two", note="not mine")
        assert not settle(bookkeeping, "waits", "one", note="never claimed")
        assert not settle(bookkeeping, "waits", "", note="never claimed")
        assert not settle(bookkeeping, "unknown", "one")
        assert settle(bookkeeping, "a", "one", note="ref-1")
        assert not settle(bookkeeping, "a", "one", state=DeliveryState.DEAD, note="twice")

        assert [(row.id, row.note) for row in bookkeeping.deliveries()] == [
            ("a", "ref-1"),
            ("waits", ""),
        ]

    def test_an_outcome_is_written_as_it_was_told(self, bookkeeping: Bookkeeping) -> None:
        """The list of failures is read by people. If this fails: write all four."""
        delivery = make_delivery("a")
        write(bookkeeping, delivery)
        claim(bookkeeping, "one")
        told = delivery._replace(
            state=DeliveryState.DEAD, due_at_micros=NOW + 90, attempts=3, note="503 @ relay"
        )

        bookkeeping.settle(
            "a",
            worker="one",
            state=told.state,
            due_at_micros=told.due_at_micros,
            attempts=told.attempts,
            note=told.note,
        )

        assert bookkeeping.find_delivery("a") == told

    def test_a_failed_try_comes_back_at_its_time(self, bookkeeping: Bookkeeping) -> None:
        """A server that asks for a minute gets it. If this fails: claim by the new due time."""
        write(bookkeeping, make_delivery("a"))
        claim(bookkeeping, "one")
        later = NOW + 60 * SECOND
        settle(
            bookkeeping, "a", "one", state=DeliveryState.RETRYING, due_at_micros=later, attempts=1
        )

        assert claim(bookkeeping, "two", now_micros=later - 1) == []
        assert claim(bookkeeping, "two", now_micros=later) == ["a"]
        (held,) = bookkeeping.deliveries()
        assert (held.state, held.attempts) == (DeliveryState.SENDING, 1)

    def test_what_is_settled_is_never_claimed(self, bookkeeping: Bookkeeping) -> None:
        """Sent is sent, dead waits for a person. If this fails: claim what is unsettled only."""
        bring_to(bookkeeping, [("sent", DeliveryState.SENT), ("dead", DeliveryState.DEAD)])

        assert claim(bookkeeping, "one", now_micros=NOW + _FAR) == []

    def test_a_delivery_is_found_by_its_id(self, bookkeeping: Bookkeeping) -> None:
        """A person asks about one. If this fails: `None` is for an id that is not there."""
        write(bookkeeping, make_delivery("a"), make_delivery("A"))

        assert bookkeeping.find_delivery("A") == make_delivery("A")
        assert bookkeeping.find_delivery("a ") is None

    def test_deliveries_are_listed_by_state(self, bookkeeping: Bookkeeping) -> None:
        """Dead letters are looked at. If this fails: no states means all of them."""
        bring_to(bookkeeping, _ONE_OF_EACH)

        for name, state in _ONE_OF_EACH:
            listed = bookkeeping.deliveries(states=[state])
            assert [(row.id, row.state) for row in listed] == [(name, state)]
        both = bookkeeping.deliveries(states=[DeliveryState.SENT, DeliveryState.DEAD])
        assert [row.id for row in both] == ["in-dead", "in-sent"]
        assert [row.id for row in bookkeeping.deliveries()] == sorted(dict(_ONE_OF_EACH))

    def test_deliveries_are_listed_page_by_page(self, bookkeeping: Bookkeeping) -> None:
        """A long list is read in parts. If this fails: by id, code point by code point."""
        names = ["B", "a", "Z", "_", "é", "a-2", "a1", "日", "0"]
        write(bookkeeping, *(make_delivery(name) for name in names))

        for states in ((), (DeliveryState.DEAD, DeliveryState.QUEUED)):
            listed: list[str] = []
            for _ in names:
                last = listed[-1] if listed else ""
                page = bookkeeping.deliveries(states=states, after=last, limit=2)
                assert len(page) <= 2
                listed += [row.id for row in page]
            assert listed == sorted(names)

    def test_every_state_is_counted(self, bookkeeping: Bookkeeping) -> None:
        """A zero is an answer, too. If this fails: begin with all states at nothing."""
        assert dict(bookkeeping.counts()) == dict.fromkeys(DeliveryState, 0)

        bring_to(bookkeeping, [*_ONE_OF_EACH, ("another", DeliveryState.DEAD)])

        expected = dict.fromkeys(DeliveryState, 1) | {DeliveryState.DEAD: 2}
        assert dict(bookkeeping.counts()) == expected

    def test_only_dead_deliveries_are_sent_again(self, bookkeeping: Bookkeeping) -> None:
        """Nobody hears twice of what arrived. If this fails: look at the state as you write."""
        bring_to(bookkeeping, _ONE_OF_EACH)
        before = {row.id: row for row in bookkeeping.deliveries()}
        ids = [*before, "unknown", "in-dead"]

        assert bookkeeping.requeue(ids, due_at_micros=NOW + SECOND) == 1
        assert bookkeeping.requeue([], due_at_micros=NOW) == 0

        again = before["in-dead"]._replace(state=DeliveryState.QUEUED, due_at_micros=NOW + SECOND)
        after = {row.id: row for row in bookkeeping.deliveries()}
        assert after == before | {"in-dead": again}

    def test_a_delivery_sent_again_begins_anew(self, bookkeeping: Bookkeeping) -> None:
        """It gets all its tries. If this fails: no attempts, due when told, its note kept."""
        write(bookkeeping, make_delivery("a"))
        claim(bookkeeping, "one")
        settle(bookkeeping, "a", "one", state=DeliveryState.DEAD, attempts=8, note="unknown user")

        bookkeeping.requeue(["a"], due_at_micros=NOW + SECOND)

        assert claim(bookkeeping, "two", now_micros=NOW) == []
        assert claim(bookkeeping, "two", now_micros=NOW + SECOND) == ["a"]
        (held,) = bookkeeping.deliveries()
        assert (held.attempts, held.queued_at_micros, held.note) == (0, NOW, "unknown user")
        assert settle(bookkeeping, "a", "two")

    def test_thousands_are_sent_again_at_once(self, bookkeeping: Bookkeeping) -> None:
        """A relay was down for a month. If this fails: mind the limits of one statement."""
        names = [f"{number:05}" for number in range(600)]
        write(bookkeeping, *(make_delivery(name) for name in names))
        for name in claim(bookkeeping, "one", limit=300):
            settle(bookkeeping, name, "one", state=DeliveryState.DEAD)

        again = bookkeeping.requeue([*names, *map(str, range(100_000, 140_000))], due_at_micros=NOW)

        assert again == 300
        assert bookkeeping.counts()[DeliveryState.QUEUED] == 600

    def test_only_sent_deliveries_of_before_are_forgotten(self, bookkeeping: Bookkeeping) -> None:
        """What is open or dead is still somebody's. If this fails: sent, and queued before."""
        bring_to(bookkeeping, _ONE_OF_EACH)

        assert bookkeeping.prune(before_micros=NOW) == 0
        assert bookkeeping.prune(before_micros=NOW + 1) == 1
        assert bookkeeping.find_delivery("in-sent") is None
        assert len(bookkeeping.deliveries()) == len(_ONE_OF_EACH) - 1
