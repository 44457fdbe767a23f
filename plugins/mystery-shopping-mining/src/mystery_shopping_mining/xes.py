"""The month as an event log in XES, IEEE 1849: one trace for each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from mystery_shopping.model import Cycle
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.values.clause import DOCUMENT
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping_mining.activities import command_of
from mystery_shopping_mining.files import file_name, write_lines
from mystery_shopping_mining.labels import label_of
from mystery_shopping_mining.net import make_net
from mystery_shopping_mining.traces import Trace, TraceEvent, make_traces
from mystery_shopping_mining.xml import DECLARATION, tag

Value = str | int | datetime
Values = Mapping[str, Value]

_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
_CLASSIFIERS = (
    ("Activity", "concept:name"),
    ("Command", "command"),
    ("Resource", "org:resource"),
    ("Role", "org:role"),
)
# What every trace and every event has, with the value of one that would not.
_TRACE_GLOBALS: Values = {"concept:name": "-", "case_type": "-", "ends_in": "-"}
_EVENT_GLOBALS: Values = {
    "concept:name": "-",
    "time:timestamp": datetime.fromisoformat("1970-01-01T00:00:00+00:00"),
    "lifecycle:transition": "complete",
    "org:resource": "-",
    "org:role": "-",
    "command": "-",
    "clause": "-",
    "label_id": "-",
    "label_en": "-",
    "event_type": "-",
    "event_id": "-",
    "event_version": 0,
    "event_hash": "-",
}


class XesExporter:
    """Writes the event log of a month as one XES file."""

    def export(
        self,
        dossier: Dossier,
        folder: Path,
        *,
        language: str,  # noqa: ARG002 - programs read it, and its labels are in both languages
    ) -> tuple[Path, ...]:
        """Write the file into `folder` and return it."""
        return (write_lines(folder / file_name(dossier.cycle, "xes"), xes_lines(dossier)),)


def xes_lines(dossier: Dossier) -> Iterator[str]:
    """Yield the log, in the order its schema asks for; it is in no namespace, as the schema is."""
    yield DECLARATION
    yield tag("log", ends=False, **{"xes.version": "1849.2016", "xes.features": ""})
    for name, prefix, uri in _EXTENSIONS:
        yield tag("extension", name=name, prefix=prefix, uri=uri)
    for scope, values in (("trace", _TRACE_GLOBALS), ("event", _EVENT_GLOBALS)):
        yield tag("global", ends=False, scope=scope)
        yield from _attributes(values)
        yield "</global>"
    for name, keys in _CLASSIFIERS:
        yield tag("classifier", name=name, scope="event", keys=keys)
    yield from _attributes(_of_log(dossier))
    for trace in make_traces(dossier.cycle, dossier.history):
        yield from _trace(dossier.cycle, trace)
    yield "</log>"


def _of_log(dossier: Dossier) -> Values:
    cycle, last = dossier.cycle, dossier.history[-1]
    return {
        "concept:name": cycle.id,
        "lifecycle:model": "standard",
        "document": DOCUMENT,
        "revision": cycle.policy.document_revision,
        "unit": cycle.unit,
        "period": str(cycle.period),
        "timezone": cycle.policy.timezone,
        "policy": f"{cycle.policy.name} {cycle.policy.version}",
        "event_count": last.version,
        "event_head": last.hash,
    }


def _trace(cycle: Cycle, trace: Trace) -> Iterator[str]:
    yield "<trace>"
    yield from _attributes(
        {"concept:name": trace.case, "case_type": str(trace.lifecycle), "ends_in": trace.ends}
    )
    yield from _attributes(_of_case(cycle, trace))
    for event in trace.events:
        yield "<event>"
        yield from _attributes(_of_event(trace.lifecycle, event))
        yield "</event>"
    yield "</trace>"


def _of_case(cycle: Cycle, trace: Trace) -> Values:
    if trace.lifecycle is Lifecycle.CONTACT:
        contact = cycle.contact(trace.number)
        found: dict[str, Value | None] = {
            "scenario": contact.plan.scenario,
            "planned_on": contact.plan.on.isoformat(),
            "day_part": contact.plan.day_part,
            "contacter": contact.contacter.id if contact.contacter else None,
            "agent": contact.agent.id if contact.agent else None,
            "performed_at": contact.performed_at,
            "form_versions": len(contact.evaluations),
        }
        return {key: value for key, value in found.items() if value is not None}
    if trace.lifecycle is Lifecycle.FOLLOW_UP:
        row = cycle.follow_up(trace.number)
        return {"agent": row.agent.id, "triggers": " ".join(row.triggers)}
    return {}


def _of_event(lifecycle: Lifecycle, event: TraceEvent) -> Values:
    entry, label = event.entry, label_of(event.activity)
    return {
        "concept:name": event.activity,
        "time:timestamp": entry.at,
        "lifecycle:transition": "complete",
        "org:resource": entry.by.id,
        "org:role": str(entry.by.role),
        "command": command_of(event.activity),
        "clause": _clauses(lifecycle)[event.activity],
        "label_id": label.id,
        "label_en": label.en,
        "event_type": entry.type,
        "event_id": entry.event_id,
        "event_version": entry.version,
        "event_hash": entry.hash,
    }


@cache
def _clauses(lifecycle: Lifecycle) -> Mapping[str, str]:
    return {row.activity: row.clause for row in make_net(lifecycle).transitions}


def _attributes(values: Values) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, datetime):
            yield tag("date", key=key, value=value.isoformat())
        elif isinstance(value, int):
            yield tag("int", key=key, value=str(value))
        else:
            yield tag("string", key=key, value=value)
