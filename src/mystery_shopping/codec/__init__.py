"""Values as text and bytes: events in the log, policies and scorecards in TOML."""

from mystery_shopping.codec.chain import GENESIS, ChainReport, seal, verify, verify_step
from mystery_shopping.codec.documents import (
    load_document,
    load_policy,
    load_scorecard,
    read_document,
)
from mystery_shopping.codec.events import EVENT_TYPES, as_it_reads, decode, encode, to_plain
from mystery_shopping.codec.plain import plain

__all__ = [
    "EVENT_TYPES",
    "GENESIS",
    "ChainReport",
    "as_it_reads",
    "decode",
    "encode",
    "load_document",
    "load_policy",
    "load_scorecard",
    "plain",
    "read_document",
    "seal",
    "to_plain",
    "verify",
    "verify_step",
]
