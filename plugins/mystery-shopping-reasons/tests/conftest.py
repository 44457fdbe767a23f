"""A file of a few lines, read the way a QCA's whole export is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mystery_shopping.model import Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons import load_mapping, read_ranking

AT_MAPPING = '[columns]\nat = "waktu"\nreason = "alasan"\n'

Read = Callable[..., ReasonRanking]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a reader of file content that is text or bytes."""

    def read_content(
        content: str | bytes,
        *,
        mapping: str = AT_MAPPING,
        more: str = "",
        period: str = "2026-10",
        name: str = "log.csv",
        **policy: Any,  # noqa: ANN401 - the fields of Policy
    ) -> ReasonRanking:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_ranking(
            file,
            period=Period.parse(period),
            mapping=load_mapping(mapping + more),
            policy=Policy(qm_target=85, **policy),
        )

    return read_content
