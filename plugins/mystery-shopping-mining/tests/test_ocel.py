"""The OCEL file keeps the rules of its schema, and every reference in it leads somewhere."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import mystery_shopping as ms
from mystery_shopping.service.dossier import Dossier
from mystery_shopping_mining.ocel import ocel_lines
from tests.mining import dossier_of, ended, eventful
from tests.months import BUDI, SARI, Month, S, even_plan, nov, scenario

RULES = json.loads((Path(__file__).with_name("rules") / "ocel.json").read_text(encoding="utf-8"))
SCHEMA = jsonschema.Draft7Validator(RULES)


@cache
def dossier() -> Dossier:
    """Return the dossier of an eventful month."""
    month = ended(eventful())
    return dossier_of(month.program, month.id)


@cache
def read() -> dict[str, Any]:
    """Return the file of the eventful month, read."""
    found: dict[str, Any] = json.loads("\n".join(ocel_lines(dossier().history)))
    return found


def faults(log: dict[str, Any]) -> list[str]:
    """Return what is wrong with a log: by the schema, and by what no schema can say."""
    return [error.message for error in SCHEMA.iter_errors(log)] or [*_loose_ends(log)]


def _loose_ends(log: dict[str, Any]) -> Iterator[str]:
    ids = {row["id"] for row in log["objects"]}
    for rows, types in ((log["events"], "eventTypes"), (log["objects"], "objectTypes")):
        kinds = {kind["name"]: kind["attributes"] for kind in log[types]}
        if len(kinds) < len(log[types]):
            yield "a type is declared twice"
        if len({row["id"] for row in rows}) < len(rows):
            yield "an id stands twice"
        for row in rows:
            yield from _loose_ends_of(row, kinds, ids)


def _loose_ends_of(row: Any, kinds: dict[str, Any], ids: set[str]) -> Iterator[str]:  # noqa: ANN401 - any JSON
    declared = {one["name"]: one["type"] for one in kinds.get(row["type"], ())}
    if row["type"] not in kinds:
        yield f"{row['type']} is not declared"
    for value in row["attributes"]:
        if not _fits(value["value"], declared.get(value["name"])):
            yield f"{value['name']} of {row['type']} is not as declared"
    if not {link["objectId"] for link in row["relationships"]} <= ids:
        yield f"{row['id']} leads to an object that is not there"


def _fits(value: str, kind: str | None) -> bool:
    if kind == "time":
        return datetime.fromisoformat(value).tzinfo is not None
    return kind == "string"


def test_the_log_keeps_the_rules_of_the_schema() -> None:
    """A tool that checks what it reads must not turn our evidence away."""
    forty = Month(plan=even_plan(40, BUDI, SARI)).to(S.CLOSED)
    logs = [
        dossier().history,
        forty.program.history(forty.id),
        Month().program.history("malang/2026-11"),
    ]

    for history in logs:
        assert faults(json.loads("\n".join(ocel_lines(history)))) == []


def _without(*path: str | int) -> Callable[[Any], None]:
    return _with(*path, value=None)


def _with(*path: str | int, value: Any) -> Callable[[Any], None]:  # noqa: ANN401 - any JSON
    def change(log: Any) -> None:  # noqa: ANN401 - any JSON
        for step in path[:-1]:
            log = log[step]
        if value is None:
            del log[path[-1]]
        else:
            log[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without("eventTypes"),
        _without("events", 0, "id"),
        _without("events", 0, "time"),
        _with("events", 0, "time", value="2026-11-01 09:00"),
        _with("events", 0, "type", value="unheard.of"),
        _with("events", 1, "id", value="the first"),
        _with("events", 0, "attributes", 0, "value", value=1),
        _with("events", 0, "attributes", 0, "name", value="unheard of"),
        _without("events", 0, "relationships", 0, "qualifier"),
        _with("events", 0, "relationships", 0, "objectId", value="nobody"),
        _with("objects", 0, "type", value="unheard of"),
        _without("objects", 0, "attributes", 0, "time"),
        _with("objectTypes", 0, "attributes", 0, "type", value="text"),
        _with("objectTypes", 0, "name", value="form"),
        _with("more", value=[]),
    ],
)
def test_the_rules_refuse_what_is_not_as_they_say(change: Callable[[Any], None]) -> None:
    """Rules that let everything through would be met by anything."""
    broken = copy.deepcopy(read())
    broken["events"][0]["id"] = "the first"

    assert faults(broken) == []
    change(broken)

    assert faults(broken) != []


def test_every_event_of_the_log_is_there_once_as_it_was() -> None:
    """Here a plan of forty contacts is one event, and not forty."""
    told = [
        (row["id"], row["type"], {one["name"]: one["value"] for one in row["attributes"]})
        for row in read()["events"]
    ]

    assert [(name, kind) for name, kind, _ in told] == [
        (row.event_id, row.type) for row in dossier().history
    ]
    assert [
        (said["version"], said["hash"], said["resource"], said["role"]) for *_, said in told
    ] == [(str(row.version), row.hash, row.by.id, row.by.role) for row in dossier().history]


def test_every_object_ends_in_the_state_of_the_cycle() -> None:
    """States are told with their times, and the last one is how the month stands."""
    cycle = dossier().cycle
    expected = {cycle.id: cycle.state.value}
    expected |= {f"{cycle.id}/contact/{row.number}": row.state.value for row in cycle.contacts}
    expected |= {f"{cycle.id}/follow-up/{row.number}": row.state.value for row in cycle.follow_ups}
    expected |= {f"{cycle.id}/deviation/{row.number}": "approved" for row in cycle.deviations}

    last = {
        row["id"]: [one["value"] for one in row["attributes"] if one["name"] == "state"][-1:]
        for row in read()["objects"]
    }

    assert {name: last[name] for name in expected} == {
        name: [state] for name, state in expected.items()
    }
    assert sum("/form/" in name for name in last) == sum(
        len(row.evaluations) for row in cycle.contacts
    )
    assert sum("/scenario/" in name for name in last) == len(cycle.scenarios)


def test_the_states_of_an_object_follow_each_other_in_time() -> None:
    """A state told out of turn would make a map of the process run backwards."""
    for row in read()["objects"]:
        times = [datetime.fromisoformat(one["time"]) for one in row["attributes"]]

        assert times == sorted(times)


def test_every_object_is_touched_by_an_event_and_belongs_to_the_cycle() -> None:
    """What no event touches was never part of what happened."""
    log = read()
    touched = {link["objectId"] for row in log["events"] for link in row["relationships"]}
    above = {
        row["id"]: [link["objectId"] for link in row["relationships"]] for row in log["objects"]
    }

    assert touched == set(above)
    for name in above:
        found = {name}
        for _ in range(3):
            found |= {other for one in found for other in above[one]}
        assert dossier().cycle.id in found


@pytest.mark.parametrize(
    "kind, qualifiers",
    [
        ("cycle.opened", {"opens"}),
        ("contacts.planned", {"in", "plans", "draws on"}),
        ("contact.evaluated", {"in", "evaluates"}),
        ("cycle.recapitulated", {"in", "counts"}),
        ("follow_up.waived", {"in", "waives", "by"}),
        ("nonconformity.noted", {"in", "notes"}),
    ],
)
def test_a_relationship_says_in_which_part(kind: str, qualifiers: set[str]) -> None:
    """An event touches objects for different reasons; without them a map joins all with all."""
    found = {
        link["qualifier"]
        for row in read()["events"]
        if row["type"] == kind
        for link in row["relationships"]
    }

    assert found == qualifiers


def test_the_title_of_a_training_stays_in_the_log() -> None:
    """It is in somebody's own words; the codes of reasons and products are not."""
    month = Month().to(S.MATERIAL_SELECTED)
    refresh = scenario("how Rina sold it", basis=ms.Basis.TRAINING, held_on=date(2026, 10, 5))
    month.do(ms.DraftScenario(refresh), ms.DraftScenario(scenario("r0")), at=nov(3))

    told = "".join(ocel_lines(month.program.history(month.id)))

    assert "Rina" not in told
    assert '"r0"' in told
