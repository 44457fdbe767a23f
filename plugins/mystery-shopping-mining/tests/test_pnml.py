"""The PNML files keep the rules of their grammar, and read back as the nets they were."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from lxml import etree

from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping_mining import make_net
from mystery_shopping_mining.pnml import pnml_lines
from tests.mining import GRAMMAR, read_net

RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("rules") / "ptnet.rng"))
LIFECYCLES = list(Lifecycle)


def written(lifecycle: Lifecycle) -> bytes:
    """Return the file of a lifecycle."""
    return "\n".join(pnml_lines(lifecycle)).encode()


def faults(content: bytes) -> list[str]:
    """Return what is wrong with a file: by the grammar, and by what no grammar can say."""
    root = etree.fromstring(content)
    if not RULES.validate(root):
        return ["grammar"]
    ids = root.xpath("//@id")
    found = ["an id stands twice"] if len(set(ids)) < len(ids) else []
    kinds = {row.get("id"): row.tag for row in root.iter() if row.get("id")}
    ends = {f"{GRAMMAR}place", f"{GRAMMAR}transition"}
    found += [
        f"{arc.get('id')} does not connect a place and a transition"
        for arc in root.iter(f"{GRAMMAR}arc")
        if {kinds.get(arc.get("source")), kinds.get(arc.get("target"))} != ends
    ]
    if len(list(root.iter(f"{GRAMMAR}initialMarking"))) != 1:
        found.append("not one place is marked")
    return found


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_a_net_keeps_the_rules(lifecycle: Lifecycle) -> None:
    """Ids are unique, arcs go between places and transitions, one place is marked."""
    assert faults(written(lifecycle)) == []


@pytest.mark.parametrize(
    "right, wrong",
    [
        (b"grammar/ptnet", b"grammar/hlpn"),
        (b'xmlns="http://www.pnml.org/version-2009/grammar/pnml"', b""),
        (b'<page id="page-contact">', b'<page id="page contact">'),
        (b'<place id="place-planned">', b'<place id="place-start">'),
        (b'<place id="place-planned">', b"<place>"),
        (b'source="place-start"', b'source="place-nowhere"'),
        (b'source="place-start"', b'source="transition-accept_form-with_analyst"'),
        (b'source="place-start" ', b""),
        (b"<initialMarking><text>1</text></initialMarking>", b""),
        (b"<initialMarking><text>1", b"<initialMarking><text>-1"),
        (b'tool="mystery_shopping_mining" ', b""),
        (b"<transition ", b"<label/><transition "),
    ],
)
def test_the_rules_refuse_what_is_not_as_they_say(right: bytes, wrong: bytes) -> None:
    """Rules that let everything through would be met by anything."""
    broken = written(Lifecycle.CONTACT).replace(right, wrong, 1)

    assert broken != written(Lifecycle.CONTACT)
    assert faults(broken) != []


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_a_net_reads_back_as_it_was(lifecycle: Lifecycle, tmp_path: Path) -> None:
    """What is replayed from the files is what the program decides by."""
    file = tmp_path / "net.pnml"
    file.write_bytes(written(lifecycle))
    net = make_net(lifecycle)

    found = read_net(file)

    bare = [
        attrs.evolve(row, id=f"transition-{row.id}", who=(), clause="") for row in net.transitions
    ]
    assert found == attrs.evolve(net, transitions=tuple(bare))


@pytest.mark.parametrize("lifecycle", LIFECYCLES)
def test_places_and_transitions_speak_both_languages(lifecycle: Lifecycle) -> None:
    """Whoever draws the net for a QCA needs no second dictionary."""
    root = etree.fromstring(written(lifecycle))

    for kind in ("place", "transition"):
        for node in root.iter(f"{GRAMMAR}{kind}"):
            said = node.find(f"{GRAMMAR}toolspecific")
            assert said is not None
            assert said.findtext(f"{GRAMMAR}label_id")
            assert said.findtext(f"{GRAMMAR}label_en")
