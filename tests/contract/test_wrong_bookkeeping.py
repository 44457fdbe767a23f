"""The contract notices every wrong bookkeeping, and each of them breaks just its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.wrong_bookkeeping import IN_A_FILE
from tests.contract.wrongness import broken_rules

_MODULE = """
import pytest
from mystery_shopping.testing import (
    BookkeepingContract, BookkeepingPlace, BookkeepingRaceContract, _book_place
)


@pytest.fixture(autouse=True)
def little_patience(monkeypatch):
    monkeypatch.setattr(_book_place, "PATIENCE_SECONDS", 1.0)


@pytest.fixture
def bookkeeping_place(tmp_path):
    opener = "tests.contract.wrong_bookkeeping:open_wrong"
    return BookkeepingPlace(f"wrong:{name}:{{tmp_path}}/wrong.db", opener)


class TestWrong(BookkeepingContract):
    pass


class TestWrongRaces(BookkeepingRaceContract):
    pass
"""
_OF_FILES = (
    "what_was_written_is_there_again",
    "two_openings_share_one_bookkeeping",
    "two_processes_share_the_deliveries",
    "two_processes_read_on_without_a_double",
    "what_a_killed_worker_held_goes_to_another",
)
"""Rules a bookkeeping in memory is not asked about; its own test waives them."""
_BROKEN = {
    "ClaimsTwice": {"threads_share_deliveries_without_a_double"},
    "ClaimsTheNewestFirst": {"the_longest_due_is_claimed_first"},
    "LetsAWorkerClaimAgain": {
        "a_claim_is_nobody_elses",
        "threads_share_deliveries_without_a_double",
    },
    "LeasesByTheWorkersClock": {
        "a_claim_that_ran_out_goes_to_another",
        "a_lease_is_measured_by_the_stores_own_clock",
    },
    "NeverEndsALease": {"a_claim_that_ran_out_goes_to_another"},
    "SettlesForeignClaims": {
        "a_claim_that_ran_out_goes_to_another",
        "only_what_is_claimed_is_settled_and_only_once",
    },
    "KeepsTheClaimOfWhatIsSettled": {
        "of_racing_threads_one_settles",
        "only_what_is_claimed_is_settled_and_only_once",
    },
    "ReturnsSettledOnes": {"what_is_settled_is_never_claimed"},
    "ForgetsKnownIds": {"known_deliveries_are_passed_over"},
    "AdvancesWithoutChecking": {
        "a_refused_step_writes_nothing",
        "a_subscription_begins_without_a_position",
        "a_subscription_moves_on_from_where_it_is",
        "of_racing_threads_one_moves_a_subscription",
    },
    "TakesZeroForNothing": {
        "a_subscription_begins_without_a_position",
        "subscriptions_do_not_mix",
    },
    "WritesTheEntryOfTheLoser": {"a_refused_step_writes_nothing"},
    "TearsEntries": {
        "an_entry_that_fails_half_way_leaves_nothing",
        "position_and_entry_are_seen_together",
    },
    "PutsBeforeItDrops": {"an_entry_drops_before_it_puts"},
    "DropsAllOnDrop": {
        "a_deadline_is_dropped_only_as_it_is",
        "of_racing_threads_one_drops_a_deadline",
    },
    "DropsWhatMovedMeanwhile": {"a_deadline_is_dropped_only_as_it_is"},
    "ForgetsDeliveriesToo": {"a_forgotten_subscription_begins_anew"},
    "RequeuesEverything": {"only_dead_deliveries_are_sent_again"},
    "PrunesTheDead": {"only_sent_deliveries_of_before_are_forgotten"},
    "CountsWhatIsThere": {"every_state_is_counted"},
    "ShortensNotes": {"every_text_comes_back_exactly"},
    "KeepsPositionsToItself": {
        "two_openings_share_one_bookkeeping",
        "two_processes_read_on_without_a_double",
        "what_was_written_is_there_again",
    },
}


@pytest.mark.parametrize("name", _BROKEN)
def test_a_wrong_bookkeeping_breaks_just_its_rules(name: str, tmp_path: Path) -> None:
    """A contract that lets a wrong one through, or blames a right rule, is worth nothing."""
    left_out = () if name in IN_A_FILE else _OF_FILES

    broken, output = broken_rules(tmp_path, _MODULE.format(name=name), left_out=left_out)

    assert {rule for _, rule in broken} == _BROKEN[name], output
