"""The lifecycles as Petri nets in PNML, ISO/IEC 15909-2: one file for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mystery_shopping.errors import Text
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping.workflow.tables import STATES
from mystery_shopping_mining.files import write_lines
from mystery_shopping_mining.labels import LIFECYCLES, label_of
from mystery_shopping_mining.net import Net, Transition, make_net
from mystery_shopping_mining.xml import DECLARATION, tag, text

GRAMMAR = "http://www.pnml.org/version-2009/grammar/pnml"
TYPE = "http://www.pnml.org/version-2009/grammar/ptnet"
_TOOL = {"tool": "mystery_shopping_mining", "version": "1"}
_START = Text("mulai", "start")


class PnmlExporter:
    """Writes the three nets; they are those of the program, the same for every month."""

    def export(
        self,
        dossier: Dossier,  # noqa: ARG002 - the tables of the program make the nets
        folder: Path,
        *,
        language: str,  # noqa: ARG002 - programs read it, and its labels are in both languages
    ) -> tuple[Path, ...]:
        """Write a file for the cycle, the contact and the follow-up, and return them so."""
        return tuple(
            write_lines(folder / f"net-{kind}.pnml", pnml_lines(kind)) for kind in Lifecycle
        )


def pnml_lines(lifecycle: Lifecycle) -> Iterator[str]:
    """Yield the net of a lifecycle as a place/transition net on one page."""
    net = make_net(lifecycle)
    yield DECLARATION
    yield tag("pnml", ends=False, xmlns=GRAMMAR)
    yield tag("net", ends=False, id=f"net-{net.name}", type=TYPE)
    yield _name(net.name)
    yield tag("page", ends=False, id=f"page-{net.name}")
    yield from _places(net)
    for transition in net.transitions:
        yield tag("transition", ends=False, id=_id(transition))
        yield _name(transition.activity)
        yield from _ours(label_of(transition.activity), transition)
        yield "</transition>"
    yield from _arcs(net)
    yield "</page>"
    yield from _ours(LIFECYCLES[Lifecycle(net.name)])
    yield "</net>"
    yield "</pnml>"


def _places(net: Net) -> Iterator[str]:
    labels = {str(state): getattr(state, "label") for state in STATES[Lifecycle(net.name)]}  # noqa: B009 - the states of all three tables have one
    for place in net.places:
        yield tag("place", ends=False, id=f"place-{place}")
        yield _name(place)
        if place == net.start:
            yield f"<initialMarking>{text('text', '1')}</initialMarking>"
        yield from _ours(labels.get(place, _START))
        yield "</place>"


def _arcs(net: Net) -> Iterator[str]:
    for transition in net.transitions:
        name = _id(transition)
        for place in transition.takes:
            yield tag("arc", id=f"{name}-takes-{place}", source=f"place-{place}", target=name)
        for place in transition.gives:
            yield tag("arc", id=f"{name}-gives-{place}", source=name, target=f"place-{place}")


def _id(transition: Transition) -> str:
    return f"transition-{transition.id}"


def _name(content: str) -> str:
    return f"<name>{text('text', content)}</name>"


def _ours(label: Text, transition: Transition | None = None) -> Iterator[str]:
    """Yield what no standard has a word for, where the standard has a place for it."""
    yield tag("toolspecific", ends=False, **_TOOL)
    yield text("label_id", label.id)
    yield text("label_en", label.en)
    if transition:
        yield text("clause", transition.clause)
        yield text("roles", " ".join(transition.who))
    yield "</toolspecific>"
