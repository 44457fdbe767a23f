"""Reasons for contact out of a file: by the plugin that reads its kind, or plain JSON."""

from __future__ import annotations

import json
from inspect import signature
from pathlib import Path

import mystery_shopping as ms
from mystery_shopping.codec import read_document
from mystery_shopping_cli.progress import shown_progress
from mystery_shopping_cli.session import read_text


def read_reasons(
    host: ms.PluginHost,
    file: Path,
    *,
    mapping: Path | None = None,
    period: ms.Period,
    policy: ms.Policy,
) -> ms.ReasonRanking:
    """Return the ranking of a month, read with the mapping, or with one that is guessed.

    Raises:
        UnknownScheme: when no plugin reads such files.
        InvalidInput: when the mapping is faulty, or none can be guessed.
    """
    if file.suffix.lower() == ".json":
        return read_ranking_json(file)
    reader = host.reason_reader(file.suffix)
    columns = (
        reader.load_mapping(read_text(str(mapping))) if mapping else reader.guess_mapping(file)
    )
    with shown_progress(file) as progress:
        told = {"progress": progress} if _tells_progress(reader) else {}
        return reader.read_ranking(file, period=period, mapping=columns, policy=policy, **told)


def _tells_progress(reader: ms.ReasonReader) -> bool:
    # Ours does; the hook does not ask it of a stranger's.
    return "progress" in signature(reader.read_ranking).parameters


def read_ranking_json(file: Path) -> ms.ReasonRanking:
    """Return a ranking written as JSON: `period`, `source`, and `reasons` with code and count."""
    try:
        data = json.loads(read_text(str(file)))
    except ValueError as error:
        raise ms.InvalidValue(path=str(file), required="JSON", actual=str(error)) from error
    return read_document(data, ms.ReasonRanking, what=file.name)
