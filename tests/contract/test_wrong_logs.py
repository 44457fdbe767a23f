"""The log contract notices every way of being wrong, and each wrong log breaks just its rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.wrong_files import IN_A_FILE
from tests.contract.wrongness import broken_rules

_MODULE = """
import pytest
from mystery_shopping.testing import LogContract, LogPlace, LogRaceContract


@pytest.fixture
def log_place(tmp_path):
    return LogPlace(f"wrong:{name}:{{tmp_path}}/wrong.db", "tests.contract.wrong_logs:open_wrong")


class TestWrong(LogContract):
    pass


class TestWrongRaces(LogRaceContract):
    pass
"""
_OF_FILES = (
    "a_log_opened_again_holds_everything",
    "two_processes_share_one_log",
    "what_was_acknowledged_survives_a_kill",
    "what_is_waived_is_not_promised",
)
"""Rules a log in memory is not asked about; its own test waives them."""
_BROKEN = {
    "IgnoresVersions": {
        "a_stale_writer_is_refused_and_leaves_nothing",
        "a_writer_ahead_is_refused",
        "a_refused_batch_leaves_none_of_its_events",
        "the_same_events_again_are_written_once",
        "a_lost_answer_can_be_asked_for_later",
        "a_batch_that_only_begins_alike_is_a_conflict",
        "an_empty_batch_changes_nothing",
        "of_racing_threads_one_wins",
    },
    "LetsWritersRunAhead": {"a_writer_ahead_is_refused"},
    "ForgetsOnConflict": {
        "a_writer_ahead_is_refused",
        "a_stale_writer_is_refused_and_leaves_nothing",
        "of_racing_threads_one_wins",
    },
    "Reorders": {"a_long_stream_reads_in_order", "of_racing_threads_one_wins"},
    "SkipsInTheTail": {"the_tail_never_skips"},
    "ManglesBytes": {"bytes_come_back_exactly"},
    "HalfWritesBatches": {"a_refused_batch_leaves_none_of_its_events"},
    "DuplicatesOnRetry": {
        "the_same_events_again_are_written_once",
        "a_lost_answer_can_be_asked_for_later",
    },
    "NormalisesText": {"every_text_comes_back_exactly"},
    "TakesPrefixesForPatterns": {"streams_are_listed_by_prefix"},
    "ReusesPositions": {"an_erased_stream_is_gone_and_may_begin_again"},
    "LosesOnReopen": {"a_log_opened_again_holds_everything"},
    "AnswersTooEarly": {"what_was_acknowledged_survives_a_kill"},
}


@pytest.mark.parametrize("name", _BROKEN)
def test_a_wrong_log_breaks_just_its_rules(name: str, tmp_path: Path) -> None:
    """A contract that lets a wrong log through, or blames a right rule, is worth nothing."""
    left_out = () if name in IN_A_FILE else _OF_FILES

    broken, output = broken_rules(tmp_path, _MODULE.format(name=name), left_out=left_out)

    assert {rule for _, rule in broken} == _BROKEN[name], output
