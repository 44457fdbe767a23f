"""The plugin host: loads every plugin apart from the others, and knows who offers what."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

import attrs
import pluggy

from mystery_shopping.errors import SchemeClaimedTwice, UnknownScheme
from mystery_shopping.plugins import hookspecs
from mystery_shopping.plugins.hookspecs import (
    CONTRACT_NAME,
    PROJECT,
    Exporter,
    FormReader,
    ReasonReader,
)
from mystery_shopping.ports import CONTRACT, Bookkeeping, Channel, EventLog

DISABLE = "MYSTERY_SHOPPING_DISABLE_PLUGINS"
_HOOKS = {
    "storages": "mystery_shopping_storages",
    "bookkeepings": "mystery_shopping_bookkeepings",
    "channels": "mystery_shopping_channels",
    "reason_readers": "mystery_shopping_reason_readers",
    "exporters": "mystery_shopping_exporters",
    "form_readers": "mystery_shopping_form_readers",
    "commands": "mystery_shopping_commands",
}


@attrs.frozen(kw_only=True)
class PluginReport:
    """A plugin, where it comes from, what it offers, and why it failed, if it did.

    `offers` has one entry per name offered, such as ``storages:sqlite``; `contract` is the version
    of the contract it says it passed; `notes` has one sentence per thing to look at, such as a name
    that another plugin offers, too.
    """

    name: str
    distribution: str
    version: str
    offers: tuple[str, ...] = ()
    contract: int | None = None
    notes: tuple[str, ...] = ()
    problem: str | None = None
    disabled: bool = False


class PluginHost:
    """The plugins of the entry-point group ``mystery_shopping``.

    A plugin that fails to load, or offers something other than factories by name, is reported and
    left out; the others and the host go on.
    """

    def __init__(
        self, points: Iterable[EntryPoint] | None = None, *, disabled: Iterable[str] | None = None
    ) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._offers: dict[str, dict[str, list[tuple[str, Callable[..., Any]]]]] = {
            kind: {} for kind in _HOOKS
        }
        found = entry_points(group=PROJECT) if points is None else points
        left_out = _disabled_by_environment() if disabled is None else frozenset(disabled)
        taken = [
            self._take(point, left_out) for point in sorted(found, key=lambda point: point.name)
        ]
        self.plugins: tuple[PluginReport, ...] = tuple(
            attrs.evolve(report, notes=(*_contract_notes(report), *self._rival_notes(report)))
            for report in taken
        )

    def open_log(self, url: str) -> EventLog:
        """Open the log a URL names.

        Raises:
            UnknownScheme: when no plugin offers its scheme.
            SchemeClaimedTwice: when several do.
        """
        return cast("EventLog", self.offered("storages", _scheme(url))(url))

    def open_bookkeeping(self, url: str) -> Bookkeeping:
        """Open the bookkeeping at a URL, or raise as `open_log` does."""
        return cast("Bookkeeping", self.offered("bookkeepings", _scheme(url))(url))

    def open_channel(self, url: str) -> Channel:
        """Open the channel a URL names, or raise as `open_log` does."""
        return cast("Channel", self.offered("channels", _scheme(url))(url))

    def reason_reader(self, ending: str) -> ReasonReader:
        """Return the reader of reasons for files ending so, or raise `UnknownScheme`."""
        return cast("ReasonReader", self.offered("reason_readers", ending.lower())())

    def exporter(self, name: str) -> Exporter:
        """Return the exporter to a format, or raise `UnknownScheme`."""
        return cast("Exporter", self.offered("exporters", name.lower())())

    def form_reader(self, ending: str) -> FormReader:
        """Return the reader of forms in files ending so, or raise `UnknownScheme`."""
        return cast("FormReader", self.offered("form_readers", ending.lower())())

    def offered(self, kind: str, name: str) -> Callable[..., Any]:
        """Return the factory offered under `name`, or raise as `open_log` does."""
        claims = self._offers[kind].get(name, [])
        if not claims:
            raise UnknownScheme(scheme=name, known=self.names(kind))
        if len(claims) > 1:
            claimants = tuple(plugin for plugin, _ in claims)
            raise SchemeClaimedTwice(scheme=name, claimants=claimants)
        return claims[0][1]

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the names offered of a kind, such as `storages` or `channels`."""
        return tuple(sorted(self._offers[kind]))

    def _take(self, point: EntryPoint, left_out: frozenset[str]) -> PluginReport:
        distribution, version = (point.dist.name, point.dist.version) if point.dist else ("", "")
        report = PluginReport(name=point.name, distribution=distribution, version=version)
        if point.name in left_out:
            return attrs.evolve(report, disabled=True)
        try:
            contract, offers = self._load(point)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a stranger's code fails as it likes
            problem = f"{type(error).__name__}: {error}"
            return attrs.evolve(report, problem=problem)
        for kind, name, factory in offers:
            self._offers[kind].setdefault(name, []).append((point.name, factory))
        names = tuple(f"{kind}:{name}" for kind, name, _ in offers)
        return attrs.evolve(report, contract=contract, offers=names)

    def _load(
        self, point: EntryPoint
    ) -> tuple[int | None, list[tuple[str, str, Callable[..., Any]]]]:
        plugin = point.load()
        contract = getattr(plugin, CONTRACT_NAME, None)
        if contract is not None and type(contract) is not int:
            raise TypeError(f"{CONTRACT_NAME} must be a whole number, not {contract!r}")
        self._manager.register(plugin, point.name)
        try:
            self._manager.check_pending()
            return contract, [
                offer for kind, hook in _HOOKS.items() for offer in self._ask(plugin, kind, hook)
            ]
        except BaseException:
            self._manager.unregister(plugin)
            raise

    def _ask(
        self, plugin: object, kind: str, hook: str
    ) -> Iterable[tuple[str, str, Callable[..., Any]]]:
        others = [other for other in self._manager.get_plugins() if other is not plugin]
        answers = self._manager.subset_hook_caller(hook, others)()
        for answer in answers:
            if not isinstance(answer, Mapping) or not all(map(callable, answer.values())):
                raise TypeError(f"{hook} must answer with factories by name")
            for name, factory in answer.items():
                yield kind, str(name).lower(), factory

    def _rival_notes(self, report: PluginReport) -> Iterable[str]:
        for offer in report.offers:
            kind, _, name = offer.partition(":")
            rivals = [other for other, _ in self._offers[kind][name] if other != report.name]
            if rivals:
                yield f"{offer} is offered by {', '.join(rivals)}, too: leave out all but one"


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()


def _contract_notes(report: PluginReport) -> Iterable[str]:
    if report.contract is None or report.contract == CONTRACT:
        return
    age = "older" if report.contract < CONTRACT else "newer"
    yield f"contract {report.contract} is {age} than the library's, {CONTRACT}"


def _disabled_by_environment() -> frozenset[str]:
    return frozenset(
        name.strip() for name in os.environ.get(DISABLE, "").split(",") if name.strip()
    )
