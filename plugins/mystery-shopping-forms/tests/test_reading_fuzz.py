"""Whatever the bytes of a file, reading it ends in forms or in a coded error."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidInput
from mystery_shopping.model import Cycle
from mystery_shopping.service.importing import FilledForm, import_forms
from mystery_shopping_forms.layout import cell_name
from mystery_shopping_forms.reading.reader import XlsxFormReader
from tests.filling import Forms, Try
from tests.hostile import SHEET, packed, parts_of
from tests.months import Month, S, nov

ROUNDS = 400
KINDS = ("n", "s", "str", "inlineStr", "b", "e", "d", "x")


@attrs.frozen
class Seeds:
    """The month, files to mutate, and where a mutated one is put."""

    month: Month = attrs.field(repr=False)
    cycle: Cycle = attrs.field(repr=False)
    files: tuple[bytes, ...] = attrs.field(repr=False)
    place: Path

    def read(self, content: bytes) -> tuple[FilledForm, ...]:
        """Return the forms of a file of these bytes; none where it is refused with a code."""
        self.place.write_bytes(content)
        try:
            forms = XlsxFormReader().read_forms(self.place, cycle=self.cycle)
        except InvalidInput:
            return ()
        check(forms)
        rehearsed = import_forms(
            self.month.program, self.month.id, forms=forms, at=nov(12), rehearse=True
        )
        for form in rehearsed.faulty:
            assert all(fault.say("id") and fault.say("en") for fault in form.faults)
        return forms


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    """Return what is mutated: an F-31 as openpyxl saves it, an F-32 and a blank F-31 as written."""
    month = Month.of_four().to(S.EXECUTING).perform(1)
    folder = tmp_path_factory.mktemp("seeds")
    forms = Forms(month, folder, as_of=nov(12))
    forms.fill_marks(1, {"greeting": ("tanpa salam", "ucapkan salam")})
    forms.fill_tries([Try(2, nov(8, 8), "tidak diangkat"), Try(2, nov(8, 9), agent="a1", line=2)])
    names = (forms.f31(1), forms.f32, forms.f31(2))
    files = tuple(path.read_bytes() for path in names)
    return Seeds(month, month.cycle, files, folder / "mutated.xlsx")


def check(forms: tuple[FilledForm, ...]) -> None:
    """Hold a result to what the protocol promises: orders or faults, and places of cells."""
    assert forms
    for form in forms:
        assert isinstance(form, FilledForm)
        assert not (form.orders and form.faults)
        places = [
            *(row.place for row in form.orders),
            *(row.place for row in form.faults),
            *(row.place for row in form.remarks),
        ]
        assert all(re.search(r"![A-Z]+\d+$", place) for place in places)


@given(content=st.binary(max_size=2000))
def test_random_bytes_are_refused(seeds: Seeds, content: bytes) -> None:
    """A download that broke off is a file like any other."""
    assert seeds.read(content) == ()


@given(content=st.binary(max_size=300), name=st.sampled_from(["xl/workbook.xml", SHEET]))
def test_random_bytes_in_a_part_are_refused(seeds: Seeds, content: bytes, name: str) -> None:
    """The package may be sound and what it holds no XML."""
    assert seeds.read(packed(parts_of(seeds.files[0]) | {name: content})) == ()


@st.composite
def cells(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a place and the XML of a cell of any type, with or without a formula and a value."""
    place = cell_name(draw(st.integers(0, 45)), draw(st.integers(0, 13)))
    kind = draw(st.sampled_from(KINDS))
    numbers = st.floats().map(repr) | st.integers(-2, 70_000).map(str)
    letters = st.characters(exclude_categories=("Cs", "Cc"))
    value = escape(draw(st.text(letters, max_size=20) | numbers | st.sampled_from(PIECES)))
    formula = draw(st.sampled_from(["", "<f>1+1</f>", "<f/>"]))
    held = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
    held = draw(st.sampled_from([held, ""]))
    return place, f'<c r="{place}" t="{kind}">{formula}{held}</c>'.encode()


PIECES = ["_xD800_", "_x0000_", "_x000D_", "mark:pace", "blank:1:1", "2026-11-08 08:00", "a:b"]


@given(which=st.integers(0, 2), changes=st.lists(cells(), min_size=1, max_size=6))
def test_a_cell_of_any_type_anywhere_is_read_or_told(
    seeds: Seeds, which: int, changes: list[tuple[str, bytes]]
) -> None:
    """People paste; what arrives in a cell has the type it had elsewhere."""
    parts = parts_of(seeds.files[which])
    sheet = parts[SHEET]
    for place, cell in changes:
        old = re.compile(rb'<c r="%s"(?:[^>]*/>|[^>]*>.*?</c>)' % place.encode())
        sheet, count = old.subn(lambda _, cell=cell: cell, sheet, count=1)  # type: ignore[misc]
        if not count:
            sheet = sheet.replace(b"</sheetData>", b"<row>" + cell + b"</row></sheetData>", 1)

    seeds.read(packed(parts | {SHEET: sheet}))


@pytest.mark.slow
def test_mutated_workbooks_are_read_or_refused(seeds: Seeds) -> None:
    """Bits turn on a stick, programs leave things out, people edit what they should not."""
    outcomes: set[tuple[bool, bool] | None] = set()
    for seed in range(ROUNDS):
        chance = Random(seed)  # noqa: S311 - the same mutations in every run
        forms = seeds.read(mutated(chance.choice(seeds.files), chance))
        outcomes |= {(bool(form.orders), bool(form.faults)) for form in forms} or {None}

    # A mutation that always breaks the package would never reach what reads the cells.
    assert outcomes >= {None, (True, False), (False, True)}


def mutated(workbook: bytes, chance: Random) -> bytes:
    """Return a workbook with a few bytes changed: of the file, or of a part packed again."""
    if chance.random() < 0.3:
        return bytes(turned(bytearray(workbook), chance))
    parts = parts_of(workbook)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    name = SHEET if chance.random() < 0.5 else name
    change = chance.choice([turned, cut, doubled, renumbered])
    return packed(parts | {name: bytes(change(bytearray(parts[name]), chance))})


def turned(content: bytearray, chance: Random) -> bytearray:
    """Turn some bits."""
    for _ in range(chance.randint(1, 4)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def cut(content: bytearray, chance: Random) -> bytearray:
    """Leave an element or a few bytes out."""
    found = list(re.finditer(rb"<(\w+)[^>]*/>|<(c|row|f|v|is)\b.*?</\2>", bytes(content)))
    if found and chance.random() < 0.9:
        first, last = chance.choice(found).span()
    else:
        first = chance.randrange(len(content))
        last = first + chance.randint(1, 40)
    del content[first:last]
    return content


def doubled(content: bytearray, chance: Random) -> bytearray:
    """Put an element in a second time."""
    found = list(re.finditer(rb"<(\w+)[^>]*/>|<(c|row)\b.*?</\2>", bytes(content)))
    if found:
        piece, place = chance.choice(found), chance.choice(found)
        content[place.start() : place.start()] = piece[0]
    return content


def renumbered(content: bytearray, chance: Random) -> bytearray:
    """Put another number in the place of one."""
    found = list(re.finditer(rb"\d+", bytes(content)))
    if found:
        first, last = chance.choice(found).span()
        content[first:last] = str(chance.choice([0, 1, 2, 7, 10**6, 10**30])).encode()
    return content
