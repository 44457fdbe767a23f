"""A mapping from TOML, and everything that can be wrong with it."""

from __future__ import annotations

import pytest

from mystery_shopping.errors import InvalidInput, InvalidValue
from mystery_shopping.model import Kind
from mystery_shopping_reasons import Columns, Layout, Mapping, TagRule, Unanswered, load_mapping

FULL = """
unanswered = "exclude"
missing = ["", "kosong"]
day_first = false
decimal = ","

[columns]
id = "no"
date = "tanggal"
time = "jam"
reason = "alasan"
skill = "skill"
answered = "terjawab"

[answered]
yes = ["Ya", "Sudah"]

[file]
sheet = "Log"
header_row = 2
delimiter = ";"
encoding = "cp1252"

[kinds]
"Info  tagihan" = "information"
"Internet lambat" = { column = "fcr", values = { Ya = "complaint_solved", Tidak = "complaint_escalated" } }
"*" = "request"
"""  # noqa: E501 - an inline table of TOML stands on one line


def faults(text: str) -> dict[str, str]:
    """Return what is refused in a text, path by path, with what was wanted there."""
    with pytest.raises(InvalidInput) as refusal:
        load_mapping(text)
    found = refusal.value.exceptions
    return {fault.path: str(fault.required) for fault in found if isinstance(fault, InvalidValue)}


def test_every_key_of_a_mapping_is_taken_over() -> None:
    """A key that is read and forgotten would change a ranking without a word."""
    told_by_fcr = TagRule(
        column="fcr",
        values=(("Ya", Kind.COMPLAINT_SOLVED), ("Tidak", Kind.COMPLAINT_ESCALATED)),
    )

    assert load_mapping(FULL) == Mapping(
        columns=Columns(
            id="no",
            date="tanggal",
            time="jam",
            reason="alasan",
            skill="skill",
            answered="terjawab",
        ),
        kinds=(
            ("Info tagihan", TagRule(Kind.INFORMATION)),
            ("Internet lambat", told_by_fcr),
            ("*", TagRule(Kind.REQUEST)),
        ),
        layout=Layout(sheet="Log", header_row=2, delimiter=";", encoding="cp1252"),
        answered_yes=("Ya", "Sudah"),
        unanswered=Unanswered.EXCLUDE,
        missing=("", "kosong"),
        day_first=False,
        decimal=",",
    )


def test_two_columns_are_enough_for_a_mapping() -> None:
    """The first try should be short; everything else has a default that is recorded."""
    mapping = load_mapping('\ufeff[columns]\nat = "waktu"\nreason = "alasan"\n')

    assert mapping == Mapping(columns=Columns(at="waktu", reason="alasan"))
    assert mapping.unanswered is Unanswered.INCLUDE
    assert mapping.day_first is None


def test_all_faults_of_a_mapping_come_at_once_with_their_paths() -> None:
    """A person who writes a mapping wants one list, not ten tries."""
    text = """
    unanswered = "maybe"
    day_first = "yes"
    decimal = ";"
    missing = "?"
    colour = 1
    [columns]
    at = 3
    time = "jam"
    [answered]
    yes = [1]
    no = ["N"]
    [file]
    header_row = 0
    delimiter = ";;"
    encoding = "utf-99"
    [kinds]
    A = "info"
    B = { values = { Y = "solved" } }
    C = { column = "fcr", value = { Y = "request" } }
    D = 5
    """

    assert faults(text).keys() == {
        "unanswered",
        "day_first",
        "decimal",
        "missing",
        "colour",
        "columns",
        "columns.at",
        "columns.reason",
        "answered.yes",
        "answered.no",
        "file.header_row",
        "file.delimiter",
        "file.encoding",
        "kinds.A",
        "kinds.B.column",
        "kinds.B.values.Y",
        "kinds.C.value",
        "kinds.C.values",
        "kinds.D",
    }


@pytest.mark.parametrize(
    "columns, path",
    [
        ('at = "a"\ndate = "b"', "columns"),
        ("", "columns"),
        ('at = "a"\ntime = "b"', "columns.time"),
    ],
)
def test_a_mapping_names_one_column_for_the_date_and_no_second_time(
    columns: str, path: str
) -> None:
    """With two dates in a row nobody could say which month a contact counts to."""
    assert path in faults(f'[columns]\nreason = "r"\n{columns}\n')


@pytest.mark.parametrize("text", ["[columns", "columns = 1", "kinds = []", "file = true"])
def test_text_that_is_no_mapping_at_all_is_refused_as_such(text: str) -> None:
    """A TOML error says its line, and a value in the place of a table says its name."""
    assert faults(text)


@pytest.mark.parametrize("encoding", ["base64", "rot13", "hex", ""])
def test_a_codec_that_makes_no_text_is_no_encoding(encoding: str) -> None:
    """Python knows codecs that would blow a file up instead of reading it."""
    text = f'[columns]\nat = "a"\nreason = "r"\n[file]\nencoding = "{encoding}"\n'

    assert faults(text).keys() == {"file.encoding"}


def test_a_kind_is_named_with_those_there_are() -> None:
    """The four names are ours, so a refusal must teach them."""
    wanted = faults('[columns]\nat = "a"\nreason = "r"\n[kinds]\nA = "complaint"\n')

    assert all(kind in wanted["kinds.A"] for kind in Kind)
