"""A contract cannot be talked out of a rule: waivers are strict, and rules are never rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pytest

from mystery_shopping.memory import MemoryLog
from mystery_shopping.ports import EventLog, Recorded
from mystery_shopping.testing import LogContract, LogPlace, LogRaceContract


class Unbounded(MemoryLog):
    """Takes the limit of a page for advice."""

    def tail(self, *, after: int = 0, limit: int = 500) -> Sequence[Recorded]:
        """Return everything."""
        return super().tail(after=after, limit=limit + 100_000)


class Waiving(LogContract):
    """One rule is waived."""

    waived: ClassVar = {"a_page_of_the_tail_is_bounded": "the store has no LIMIT"}


class Softening:
    """A mixin with an easier rule of the same name."""

    def test_a_page_of_the_tail_is_bounded(self, log: EventLog) -> None:
        """Ask nothing."""


class Rewriting(LogContract):
    """A rule is rewritten in the class itself."""

    def test_a_page_of_the_tail_is_bounded(self, log: EventLog) -> None:
        """Ask nothing."""


class RewritingFromAside(Softening, LogContract):
    """A rule is rewritten by a mixin."""


class RewritingTheGuard(LogContract):
    """The guard itself is rewritten."""

    def test_no_rule_is_rewritten(self) -> None:
        """Ask nothing."""


class InheritingARewrite(Rewriting):
    """The rewriting happened further up."""


class WaivingNothing(LogContract):
    """The waiver names no rule."""

    waived: ClassVar = {"a_page_of_the_tale_is_bounded": "the store has no LIMIT"}


class WaivingWithoutReason(LogContract):
    """The waiver gives no reason."""

    waived: ClassVar = {"a_page_of_the_tail_is_bounded": " "}


def test_a_needed_waiver_is_an_expected_failure_with_its_reason() -> None:
    """What a log cannot do stands in the report of every run, in its author's words."""
    with pytest.raises(pytest.xfail.Exception, match="the store has no LIMIT"):
        Waiving().test_a_page_of_the_tail_is_bounded(log=Unbounded())


def test_an_unneeded_waiver_fails() -> None:
    """A waiver that outlives its reason would hide the next fault."""
    with pytest.raises(pytest.fail.Exception, match="the waiver is not needed"):
        Waiving().test_a_page_of_the_tail_is_bounded(log=MemoryLog())


def test_a_waiver_leaves_the_other_classes_alone() -> None:
    """Waiving a rule for one log must not switch it off for all."""
    LogContract().test_a_page_of_the_tail_is_bounded(log=MemoryLog())
    with pytest.raises(AssertionError):
        LogContract().test_a_page_of_the_tail_is_bounded(log=Unbounded())


@pytest.mark.parametrize(
    "wrong", [Rewriting, RewritingFromAside, RewritingTheGuard, InheritingARewrite]
)
def test_a_rewritten_rule_fails_the_guard(wrong: type[LogContract]) -> None:
    """Whichever way it is done: in the class, by a mixin, further up, or to the guard."""
    with pytest.raises(AssertionError, match="overridden"):
        wrong().test_no_rule_is_rewritten()


def test_a_rewritten_rule_is_put_back() -> None:
    """The guard says that it was rewritten; the rule still says whether it holds."""
    with pytest.raises(AssertionError):
        Rewriting().test_a_page_of_the_tail_is_bounded(log=Unbounded())


def test_a_waiver_that_names_no_rule_fails_the_guard() -> None:
    """A typing error would else look like a waiver that is in force."""
    with pytest.raises(AssertionError, match="name no rule"):
        WaivingNothing().test_no_rule_is_rewritten()


def test_a_waiver_without_a_reason_fails_the_guard() -> None:
    """The reason is what the reader of the report gets in place of the rule."""
    with pytest.raises(AssertionError):
        WaivingWithoutReason().test_no_rule_is_rewritten()


def test_a_class_may_keep_both_contracts_at_once() -> None:
    """A plugin with one fixture and one class is no less right than one with two."""

    class Both(LogContract, LogRaceContract):
        """Everything in one class."""

    Both().test_no_rule_is_rewritten()


def test_a_log_that_promises_what_its_tests_waive_is_found() -> None:
    """A host that asks for durability goes by the capability, not by the tests."""

    class Promising(LogRaceContract):
        """Waives nothing, over a log that promises nothing."""

    with pytest.raises(AssertionError):
        Promising().test_what_is_waived_is_not_promised(
            LogPlace("memory:", "mystery_shopping.memory:open_log")
        )
