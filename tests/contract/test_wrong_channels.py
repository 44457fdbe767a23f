"""The channel contract notices every wrong channel by the rules it breaks, and by no other."""

from __future__ import annotations

from collections import defaultdict

import pytest

from mystery_shopping.testing import ChannelContract
from tests.contract.wrongness import broken_rules

_MODULE = """
import pytest

from mystery_shopping.testing import ChannelContract, _channel_place
from tests.contract.post import Post, RightChannel
from tests.contract import wrong_channels

_channel_place._WATCHDOG_SECONDS = 3
"""
_CLASS = """
class Test{name}(ChannelContract):
    @pytest.fixture
    def channel_place(self):
        return Post(getattr(wrong_channels, "{name}"))
"""
_BROKEN: dict[str, set[str]] = {
    "RightChannel": set(),
    "SwallowsARefusal": {"a_refused_recipient_stops_nobody_else"},
    "TakesARefusalForAll": {"a_refused_recipient_stops_nobody_else"},
    "SendsTwice": {
        "a_channel_works_again_after_every_trouble",
        "a_message_arrives_once",
        "a_refused_recipient_stops_nobody_else",
        "a_temporary_failure_is_transient_and_doubles_nothing",
        "an_empty_body_is_no_trouble",
        "closing_twice_is_harmless",
        "every_body_arrives_intact",
        "nothing_is_slipped_in",
        "only_whom_it_names_is_reached",
        "the_key_reaches_the_receiver",
        "threads_send_at_once",
    },
    "QueuesWhatFailed": {
        "a_channel_works_again_after_every_trouble",
        "a_temporary_failure_is_transient_and_doubles_nothing",
    },
    "StaysBroken": {
        "a_channel_works_again_after_every_trouble",
        "a_receiver_that_hangs_is_left",
        "a_temporary_failure_is_transient_and_doubles_nothing",
        "the_wait_asked_for_is_passed_on",
    },
    "DropsTheKey": {
        "the_key_reaches_the_receiver",
        "the_same_key_again_is_the_same_key",
    },
    "CutsTheKey": {"the_key_reaches_the_receiver"},
    "DrawsAKey": {
        "the_key_reaches_the_receiver",
        "the_same_key_again_is_the_same_key",
    },
    "ManglesUnicode": {"every_body_arrives_intact"},
    "CutsSubjects": {"every_subject_arrives_intact"},
    "LosesDots": {"every_body_arrives_intact"},
    "TakesEmptyForAbsent": {"an_empty_body_is_no_trouble"},
    "RemembersRecipients": {
        "a_refused_recipient_stops_nobody_else",
        "nothing_is_slipped_in",
        "only_whom_it_names_is_reached",
        "threads_send_at_once",
    },
    "RaisesBare": {
        "a_channel_works_again_after_every_trouble",
        "nobody_listening_is_transient",
        "nothing_but_a_channels_failure_leaves_send",
    },
    "GivesUpTooSoon": {
        "a_channel_works_again_after_every_trouble",
        "a_temporary_failure_is_transient_and_doubles_nothing",
        "the_wait_asked_for_is_passed_on",
    },
    "NeverGivesUp": {
        "a_refused_recipient_stops_nobody_else",
        "nothing_is_slipped_in",
    },
    "ForgetsTheWait": {"the_wait_asked_for_is_passed_on"},
    "HangsForEver": {"a_receiver_that_hangs_is_left"},
    "LetsFieldsIn": {"nothing_is_slipped_in"},
    "SplitsRecipients": {"nothing_is_slipped_in"},
    "ShowsItsSecret": {"no_secret_shows"},
    "LogsItsSecret": {"no_secret_shows"},
    "ChainsItsSecret": {"no_secret_shows"},
    "SharesOneDraft": {"threads_send_at_once"},
    "RewritesTheMessage": {"a_message_is_left_as_it_was"},
    "ClosesOnce": {"closing_twice_is_harmless"},
}
"""What each breaks; the right one shows that the receiver is to blame for nothing."""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the rules each wrong channel broke, all run in one process."""
    folder = tmp_path_factory.mktemp("wrong")
    classes = "\n".join(_CLASS.format(name=name) for name in _BROKEN)
    found = defaultdict(set)
    for name, rule in broken_rules(folder, _MODULE + classes)[0]:
        found[name].add(rule)
    return found


@pytest.mark.parametrize("name", _BROKEN)
def test_a_wrong_channel_breaks_just_its_rules(name: str, broken: dict[str, set[str]]) -> None:
    """A contract that lets a wrong channel through, or blames a right rule, is worth nothing."""
    assert broken[name] == _BROKEN[name]


def test_every_rule_catches_somebody() -> None:
    """A rule that no wrong channel breaks may be one that cannot fail."""
    rules = {name.removeprefix("test_") for name in dir(ChannelContract) if name[:5] == "test_"}

    assert set().union(*_BROKEN.values()) == rules - {"no_rule_is_rewritten"}
