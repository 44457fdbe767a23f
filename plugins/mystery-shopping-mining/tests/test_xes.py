"""The XES file keeps the rules of its schema, and says what the log says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from mystery_shopping.service.dossier import Dossier
from mystery_shopping_mining.xes import xes_lines
from tests.mining import dossier_of, ended, eventful
from tests.months import BUDI, SARI, Month, S, even_plan

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("rules") / "xes.xsd"))


@cache
def dossier() -> Dossier:
    """Return the dossier of an eventful month."""
    month = ended(eventful())
    return dossier_of(month.program, month.id)


@cache
def written() -> bytes:
    """Return the file of the eventful month."""
    return "\n".join(xes_lines(dossier())).encode()


def values(element: etree._Element) -> dict[str, str]:
    """Return the attributes of a log, trace or event by key."""
    found = [row for row in element if row.get("key")]
    assert len({row.get("key") for row in found}) == len(found), "a key stands twice"
    return {str(row.get("key")): str(row.get("value")) for row in found}


def test_the_log_keeps_the_rules_of_the_schema() -> None:
    """A tool that checks what it reads must not turn our evidence away."""
    forty = Month(plan=even_plan(40, BUDI, SARI)).to(S.CLOSED)
    just_opened = Month()
    others = [dossier_of(month.program, month.id) for month in (forty, just_opened)]

    for lines in map(xes_lines, [dossier(), *others]):
        SCHEMA.assertValid(etree.fromstring("\n".join(lines).encode()))


@pytest.mark.parametrize(
    "right, wrong",
    [
        (b'xes.version="1849.2016"', b'xes.version="1849-2016"'),
        (b'xes.version="1849.2016" ', b""),
        (b"<log ", b'<log xmlns="elsewhere" '),
        (b'<classifier name="Activity" scope="event" keys="concept:name"/>', b"<event/>"),
        (b'<string key="unit"', b'<word key="unit"'),
        (b'<string key="unit"', b'<string key="1 unit"'),
        (b'<string key="unit" value="malang"/>', b'<string key="unit"/>'),
        (b'<int key="event_version" value="1"/>', b'<int key="event_version" value="one"/>'),
        (b"2026-11-01T02:00:00+00:00", b"2026-11-01 02:00"),
        (b"</event>\n<event>", b"</event>\n<trace/>\n<event>"),
        (b'prefix="org"', b'prefix="o:rg"'),
    ],
)
def test_the_rules_refuse_what_is_not_as_they_say(right: bytes, wrong: bytes) -> None:
    """Rules that let everything through would be met by anything."""
    broken = written().replace(right, wrong, 1)

    assert broken != written()
    assert not SCHEMA.validate(etree.fromstring(broken))


def test_every_event_and_trace_has_what_the_globals_promise_of_its_type() -> None:
    """A global is a promise: a tool may read the attribute without asking whether it is there."""
    log = etree.fromstring(written())
    for scope, path in (("trace", "trace"), ("event", "trace/event")):
        (promised,) = log.xpath(f"global[@scope='{scope}']")
        kinds = {(row.tag, row.get("key")) for row in promised}

        found = log.findall(path)

        assert found
        assert all(kinds <= {(row.tag, row.get("key")) for row in one} for one in found)


def test_a_key_with_a_prefix_is_one_of_an_extension_that_is_declared() -> None:
    """The prefix is a word of the standard's only where its extension says so."""
    log = etree.fromstring(written())
    declared = {row.get("prefix") for row in log.findall("extension")}

    used = {key.partition(":")[0] for key in log.xpath("//@key") if ":" in key}

    assert used == declared
    assert all(row.get("uri").endswith(".xesext") for row in log.findall("extension"))
    promised = set(log.xpath("global[@scope='event']/*/@key"))
    assert {row.get("keys") for row in log.findall("classifier")} <= promised


def test_every_event_of_the_log_is_there_as_it_was() -> None:
    """Who, when, as which event and with which hash: the file can be held against the log."""
    log, history = etree.fromstring(written()), dossier().history

    told = {
        int(said["event_version"]): (
            said["event_id"],
            said["event_type"],
            said["event_hash"],
            said["time:timestamp"],
            said["org:resource"],
            said["org:role"],
        )
        for said in map(values, log.iterfind("trace/event"))
    }

    assert told == {
        row.version: (
            row.event_id,
            row.type,
            row.hash,
            row.at.isoformat(),
            row.by.id,
            row.by.role,
        )
        for row in history
    }
    assert values(log)["event_head"] == history[-1].hash
    assert values(log)["event_count"] == str(len(history))


def test_a_case_is_the_cycle_a_contact_or_a_follow_up() -> None:
    """One trace for each life, and an event that is a step in several is in each of them."""
    cases = [
        (said["concept:name"], said["case_type"], said["ends_in"])
        for said in map(values, etree.fromstring(written()).iterfind("trace"))
    ]

    assert cases == [
        ("malang/2026-11", "cycle", "closed_with_deviations"),
        ("malang/2026-11/contact/1", "contact", "accepted"),
        ("malang/2026-11/contact/2", "contact", "accepted"),
        ("malang/2026-11/contact/3", "contact", "voided"),
        ("malang/2026-11/contact/4", "contact", "accepted"),
        ("malang/2026-11/contact/5", "contact", "accepted"),
        ("malang/2026-11/follow_up/1", "follow_up", "waived"),
    ]
