"""The machinery of a contract: rules that may be waived with a reason, and never rewritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ClassVar

import pytest

_RULE = "_waived_rule"


class Contract:
    """A set of rules as tests; a plugin author subclasses it and gives one fixture.

    `waived` maps a rule's name, without ``test_``, to the reason it cannot hold. A waived rule is
    run all the same, and an unneeded waiver fails. A rule overridden in a subclass or a mixin is
    put back, and the guard fails.
    """

    waived: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        own = {name: rule for name, rule in vars(cls).items() if name.startswith("test_")}
        if "__contract__" in vars(cls):
            cls._rules = own
            return
        rules = {
            name: rule
            for base in cls.__mro__
            for name, rule in vars(base).get("_rules", {}).items()
        }
        rules["test_no_rule_is_rewritten"] = Contract.test_no_rule_is_rewritten
        rewritten = {name for name, rule in rules.items() if _behind(getattr(cls, name)) != rule}
        cls._rewritten = tuple(sorted({*cls._rewritten, *rewritten}))
        cls._unknown = tuple(sorted(name for name in cls.waived if f"test_{name}" not in rules))
        for name, rule in rules.items():
            reason = cls.waived.get(name.removeprefix("test_"))
            setattr(cls, name, rule if reason is None else _waived(rule, reason))

    def test_no_rule_is_rewritten(self) -> None:
        """The rules are the library's. If this fails: waive a rule by name, never override it."""
        assert self._rewritten == (), "these rules are overridden"
        assert self._unknown == (), "these waivers name no rule"
        assert [name for name, reason in self.waived.items() if not reason.strip()] == []

    _rules: ClassVar[Mapping[str, Callable[..., None]]] = {}
    _rewritten: ClassVar[tuple[str, ...]] = ()
    _unknown: ClassVar[tuple[str, ...]] = ()


def _waived(rule: Callable[..., None], reason: str) -> Callable[..., None]:
    @wraps(rule)
    def run(*arguments: Any, **fixtures: Any) -> None:
        try:
            rule(*arguments, **fixtures)
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however it breaks, it does
            pytest.xfail(f"waived: {reason}")
        pytest.fail(f"the waiver is not needed, the rule holds: {reason}")

    setattr(run, _RULE, rule)
    return run


def _behind(test: object) -> object:
    return getattr(test, _RULE, test)
