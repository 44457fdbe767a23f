"""The id of a command that a form gives: it follows from what is filled in and nothing else."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import attrs

from mystery_shopping.workflow.commands import Command


def command_id(command: Command, *, form: str, cycle: str, version: str = "") -> str:
    """Return the id: the same entries give the same, however often the file was saved since.

    `version` is that of F-31, which tells a form that was sent back from the one before.
    """
    plain = [form, cycle, version, type(command).__name__, _plain(command)]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return f"{form}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _plain(command: Command) -> Any:  # noqa: ANN401 - plain data has no better type
    return attrs.asdict(command, value_serializer=_as_text)  # type: ignore[arg-type]


def _as_text(_: object, __: object, value: Any) -> Any:  # noqa: ANN401 - plain data has no better type
    return value.isoformat() if isinstance(value, datetime) else value
