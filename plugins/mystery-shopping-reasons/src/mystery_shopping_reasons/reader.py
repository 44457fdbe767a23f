"""What the plugin host hands out: one object with all that a reader of contact logs does."""

from __future__ import annotations

from itertools import islice
from os import PathLike
from pathlib import Path

import attrs

from mystery_shopping.model import Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons.guessing import SAMPLE_ROWS, guess_mapping
from mystery_shopping_reasons.inspecting import Inspection, inspect_file
from mystery_shopping_reasons.loading import load_mapping
from mystery_shopping_reasons.mapping import Layout, Mapping
from mystery_shopping_reasons.ranking import read_ranking
from mystery_shopping_reasons.tables import Watch, open_table


@attrs.frozen
class ReasonReader:
    """Reads contact logs; it keeps nothing between two calls."""

    def load_mapping(self, text: str) -> Mapping:
        """Return the mapping a TOML text describes."""
        return load_mapping(text)

    def guess_mapping(self, path: str | PathLike[str]) -> Mapping:
        """Return an offer for a file, from its header and first rows."""
        table = open_table(Path(path), Layout())
        return guess_mapping(table.header, list(islice(table.rows(), SAMPLE_ROWS)))

    def read_ranking(
        self,
        path: str | PathLike[str],
        *,
        period: Period,
        mapping: Mapping,
        policy: Policy,
        progress: Watch | None = None,
    ) -> ReasonRanking:
        """Return the reasons for contact of `period`, month N-1."""
        return read_ranking(path, period=period, mapping=mapping, policy=policy, progress=progress)

    def inspect(
        self,
        path: str | PathLike[str],
        *,
        policy: Policy,
        mapping: Mapping | None = None,
        period: Period | None = None,
        progress: Watch | None = None,
    ) -> Inspection:
        """Return what is understood of a file, before anything is stored."""
        return inspect_file(path, policy=policy, mapping=mapping, period=period, progress=progress)
