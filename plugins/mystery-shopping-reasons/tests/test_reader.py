"""The one object that the plugin host hands out."""

from __future__ import annotations

from pathlib import Path

from mystery_shopping.model import Policy
from mystery_shopping.values import Period
from mystery_shopping_reasons import ReasonReader


def test_the_reader_loads_a_mapping_and_reads_a_ranking(tmp_path: Path) -> None:
    """A command line that knows no more than the hook gets from a file to a ranking."""
    file = tmp_path / "log.csv"
    file.write_text("waktu,alasan\n2026-10-05,Tagihan\n", encoding="utf-8")
    reader = ReasonReader()

    ranking = reader.read_ranking(
        file,
        period=Period(2026, 10),
        mapping=reader.load_mapping('[columns]\nat = "waktu"\nreason = "alasan"\n'),
        policy=Policy(qm_target=85),
    )

    assert [(row.code, row.count) for row in ranking.reasons] == [("Tagihan", 1)]
