"""The hooks a plugin may implement; each answers with factories by name, never with objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pluggy

from mystery_shopping.model import Cycle, Policy, ReasonRanking
from mystery_shopping.ports import Bookkeeping, Channel, EventLog
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.service.importing import FilledForm
from mystery_shopping.values import Period

PROJECT = "mystery_shopping"
CONTRACT_NAME = "mystery_shopping_contract"
"""Where a plugin's module says which version of the contract it passed."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class ReasonReader(Protocol):
    """Reads the reasons for contact of a month out of a file (W-10 5.1.1).

    A mapping, which says what column holds what, is the reader's own and opaque to the host.
    """

    def load_mapping(self, text: str) -> Any:
        """Return the mapping written in TOML."""

    def guess_mapping(self, path: Path) -> Any:
        """Return a mapping guessed from a file's header and first rows."""

    def read_ranking(
        self, path: Path, *, period: Period, mapping: Any, policy: Policy
    ) -> ReasonRanking:
        """Return the ranking of `period`, with what was dropped and how the file was read."""


class Exporter(Protocol):
    """Writes a month's dossier down in one format (W-10 6)."""

    def export(self, dossier: Dossier, folder: Path, *, language: str) -> tuple[Path, ...]:
        """Write the files into `folder`, each whole or not at all, and return them in order.

        The same dossier and language give the same bytes; `language` is ``"id"`` or ``"en"``.
        """


class FormReader(Protocol):
    """Reads what people filled into the month's forms (W-10 5.3.2, 5.3.3)."""

    def read_forms(self, path: Path, *, cycle: Cycle) -> tuple[FilledForm, ...]:
        """Return the forms of a file, each with what it orders or its faults; nothing is done.

        Raises:
            InvalidInput: when the file as a whole cannot be read.
        """


StorageFactory = Callable[[str], EventLog]
BookkeepingFactory = Callable[[str], Bookkeeping]
ChannelFactory = Callable[[str], Channel]
ExporterFactory = Callable[[], Exporter]
FormReaderFactory = Callable[[], FormReader]
ReasonReaderFactory = Callable[[], ReasonReader]
CommandFactory = Callable[[], Any]


@hookspec
def mystery_shopping_storages() -> Mapping[str, StorageFactory]:  # type: ignore[empty-body]
    """Return logs by URL scheme: a factory takes the URL and opens the log.

    Heavy imports belong into the factory, which only runs when its scheme is asked for.
    """


@hookspec
def mystery_shopping_bookkeepings() -> Mapping[str, BookkeepingFactory]:  # type: ignore[empty-body]
    """Return places for the workers' books by URL scheme, for logs that keep none themselves.

    A factory takes the URL; closing what it opens closes all it holds.
    """


@hookspec
def mystery_shopping_channels() -> Mapping[str, ChannelFactory]:  # type: ignore[empty-body]
    """Return notification channels by URL scheme: a factory takes the URL and opens the channel.

    A secret is never part of the URL: it names the variable of the environment that holds it.
    """


@hookspec
def mystery_shopping_reason_readers() -> Mapping[str, ReasonReaderFactory]:  # type: ignore[empty-body]
    """Return readers of reasons for contact by file ending, such as ``".csv"``."""


@hookspec
def mystery_shopping_exporters() -> Mapping[str, ExporterFactory]:  # type: ignore[empty-body]
    """Return exporters by format, such as ``"xlsx"`` or ``"html"``."""


@hookspec
def mystery_shopping_form_readers() -> Mapping[str, FormReaderFactory]:  # type: ignore[empty-body]
    """Return readers of filled forms by file ending, such as ``".xlsx"``."""


@hookspec
def mystery_shopping_commands() -> Mapping[str, CommandFactory]:  # type: ignore[empty-body]
    """Return commands of the command line by name; a factory returns a click command."""
