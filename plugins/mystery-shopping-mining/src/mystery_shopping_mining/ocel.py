"""The month as an object-centric event log, OCEL 2.0 in JSON: every event once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mystery_shopping.model import Cycle
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.service.history import HistoryEntry
from mystery_shopping.workflow import evolve
from mystery_shopping.workflow.events import Stamp
from mystery_shopping_mining.activities import command_behind
from mystery_shopping_mining.files import file_name, write_lines
from mystery_shopping_mining.links import links_of
from mystery_shopping_mining.objects import ATTRIBUTES, TIMES, Key, instant, known, object_id, parts

# What is said of every event; all of it text, which the schema and the specification agree on.
EVENT_ATTRIBUTES = ("command", "resource", "role", "version", "hash")


class OcelExporter:
    """Writes the event log of a month as one OCEL file."""

    def export(
        self,
        dossier: Dossier,
        folder: Path,
        *,
        language: str,  # noqa: ARG002 - programs read it, and it has no sentence in it
    ) -> tuple[Path, ...]:
        """Write the file into `folder` and return it."""
        file = folder / file_name(dossier.cycle, "ocel.json")
        return (write_lines(file, ocel_lines(dossier.history)),)


def ocel_lines(history: Iterable[HistoryEntry]) -> Iterator[str]:
    """Yield the log as JSON, one event or object a line."""
    book = _Book()
    yield '{"events": ['
    yield from _rows(map(book.write_event, history))
    yield '], "objects": ['
    yield from _rows(map(book.write_object, sorted(book.objects)))
    yield '], "eventTypes": ['
    yield from _rows(_type(name, EVENT_ATTRIBUTES) for name in sorted(book.types))
    yield '], "objectTypes": ['
    yield from _rows(_type(name, names) for name, names in ATTRIBUTES.items())
    yield "]}"


class _Book:
    """What is known of the objects so far, with each change and its time."""

    def __init__(self) -> None:
        self.types: set[str] = set()
        self.objects: dict[Key, list[dict[str, str]]] = {}
        self._known: dict[Key, dict[str, str]] = {}
        self._cycle: Cycle | None = None

    def write_event(self, entry: HistoryEntry) -> dict[str, Any]:
        """Return an event, what it changed taken down."""
        cycle = evolve(self._cycle, entry.event, stamp=Stamp(entry.by, entry.at, entry.version))
        self._cycle, at = cycle, instant(entry.at)
        self.types.add(entry.type)
        links = tuple(links_of(entry.event, cycle))
        for key, _ in links:
            self._take_down(key, known(cycle, key), at)
        values = (
            command_behind(entry.event),
            entry.by.id,
            entry.by.role,
            str(entry.version),
            entry.hash,
        )
        told = zip(EVENT_ATTRIBUTES, values, strict=True)
        return {
            "id": entry.event_id,
            "type": entry.type,
            "time": at,
            "attributes": [{"name": name, "value": str(value)} for name, value in told],
            "relationships": [_relationship(cycle, key, part) for key, part in links],
        }

    def write_object(self, key: Key) -> dict[str, Any]:
        """Return an object with the history of what is known of it, as the month left it."""
        cycle = self._cycle
        assert cycle is not None  # noqa: S101 - there is no object before the first event
        return {
            "id": object_id(cycle, key),
            "type": key.type,
            "attributes": self.objects[key],
            "relationships": [_relationship(cycle, *part) for part in parts(cycle, key)],
        }

    def _take_down(self, key: Key, values: dict[str, str], at: str) -> None:
        before = self._known.get(key, {})
        changes = [name for name, value in values.items() if before.get(name) != value]
        self._known[key] = values
        lines = self.objects.setdefault(key, [])
        lines += ({"name": name, "value": values[name], "time": at} for name in changes)


def _relationship(cycle: Cycle, key: Key, part: str) -> dict[str, str]:
    return {"objectId": object_id(cycle, key), "qualifier": part}


def _type(name: str, attributes: Iterable[str]) -> dict[str, Any]:
    kinds = [{"name": key, "type": "time" if key in TIMES else "string"} for key in attributes]
    return {"name": name, "attributes": kinds}


def _rows(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield each row on a line, with a comma before all but the first."""
    comma = ""
    for row in rows:
        yield f"{comma}{json.dumps(row)}"
        comma = ","
