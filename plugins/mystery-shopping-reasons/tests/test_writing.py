"""A mapping written as TOML, for a person to change and give back."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.model import Kind
from mystery_shopping_reasons import (
    Columns,
    Internal,
    Layout,
    Mapping,
    TagRule,
    Unanswered,
    load_mapping,
    write_mapping,
)
from mystery_shopping_reasons.cells import fold
from mystery_shopping_reasons.writing import quoted, write_outline

NAMES = st.text(min_size=1, max_size=12).map(fold).filter(bool)
KINDS = st.sampled_from(Kind)
RULES = st.one_of(
    st.builds(TagRule, kind=KINDS),
    st.builds(
        lambda column, values: TagRule(column=column, values=tuple(values.items())),
        NAMES,
        st.dictionaries(NAMES, KINDS, min_size=1, max_size=3),
    ),
)
WORDS = st.lists(NAMES, max_size=3).map(tuple)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    """Return any mapping that TOML can say."""
    apart = draw(st.booleans())
    columns: dict[str, Any] = {"date" if apart else "at": draw(NAMES)}
    columns |= {"time": draw(st.none() | NAMES)} if apart else {}
    names = {key: draw(st.none() | NAMES) for key in ("id", "skill", "answered", "internal")}
    return Mapping(
        columns=Columns(reason=draw(NAMES), **columns, **names),
        kinds=tuple(draw(st.dictionaries(NAMES, RULES, max_size=3)).items()),
        layout=Layout(
            sheet=draw(st.none() | NAMES),
            header_row=draw(st.integers(1, 1 << 20)),
            delimiter=draw(st.sampled_from([None, ";", "\t", "\\", "\x7f"])),
            encoding=draw(st.sampled_from([None, "utf-8", "cp1252"])),
        ),
        answered_yes=draw(WORDS),
        unanswered=draw(st.sampled_from(Unanswered)),
        internal_yes=draw(WORDS),
        internal_contacts=draw(st.sampled_from(Internal)),
        missing=draw(WORDS),
        day_first=draw(st.none() | st.booleans()),
        decimal=draw(st.sampled_from([None, ".", ","])),
    )


@given(mappings())
def test_a_mapping_written_down_reads_back_as_itself(mapping: Mapping) -> None:
    """What is offered to edit must be what was used, down to the last odd letter."""
    assert load_mapping(write_mapping(mapping)) == mapping


@given(st.text())
def test_any_text_is_quoted_so_that_toml_reads_it(text: str) -> None:
    """A quote or a line end in the name of a column must not end the document early."""
    sound = text.encode("utf-8", "replace").decode()

    assert tomllib.loads(f"key = {quoted(text)}") == {"key": sound}


def test_the_usual_is_left_out() -> None:
    """A first mapping of two columns is two lines; defaults written out would look like choices."""
    written = write_mapping(Mapping(columns=Columns(reason="alasan", at="waktu")))

    assert written == '[columns]\nreason = "alasan"\nat = "waktu"\n'


def test_an_offer_does_nothing_until_a_person_takes_it_up() -> None:
    """A kind guessed from words is a suggestion; what counts is what somebody confirmed."""
    mapping = Mapping(columns=Columns(reason="r", at="a"), kinds=(("B", TagRule(Kind.REQUEST)),))
    offers = [("A", TagRule(Kind.INFORMATION)), ("B", None), ("C", None)]

    written = write_mapping(mapping, offers=offers)

    assert load_mapping(written) == mapping
    taken = written.replace('# "A"', '"A"').replace('# "C" = ""', '"C" = "request"')
    assert dict(load_mapping(taken).kinds).keys() == {"A", "B", "C"}


def test_an_outline_names_the_columns_there_are() -> None:
    """Where nothing can be guessed, a person should choose, not type names from memory."""
    outline = write_outline(['k"1', "", "k2"])

    assert tomllib.loads(outline) == {"columns": {}}
    assert '# "k\\"1"' in outline
    assert '# "k2"' in outline
