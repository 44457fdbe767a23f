"""What this distribution offers to the plugin host."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopping.plugins import hookimpl
from mystery_shopping.plugins.hookspecs import Exporter, ExporterFactory

mystery_shopping_contract = 1


@hookimpl
def mystery_shopping_exporters() -> Mapping[str, ExporterFactory]:
    """Offer the two event logs and the nets they are held against."""
    return {"xes": _xes, "ocel": _ocel, "pnml": _pnml}


def _xes() -> Exporter:
    from mystery_shopping_mining.xes import XesExporter

    return XesExporter()


def _ocel() -> Exporter:
    from mystery_shopping_mining.ocel import OcelExporter

    return OcelExporter()


def _pnml() -> Exporter:
    from mystery_shopping_mining.pnml import PnmlExporter

    return PnmlExporter()
