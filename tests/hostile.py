"""Workbook files made on purpose to harm or to confuse whoever opens them, by name."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
)
_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b"<worksheet><sheetData><row><c><v>&x;</v></c></row></sheetData></worksheet>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MANY = 3_000_000


def noise(size: int) -> bytes:
    """Return bytes without a pattern, the same in every run."""
    return Random(size).randbytes(size)  # noqa: S311 - no secret depends on it


def parts_of(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], way: int = ZIP_DEFLATED) -> bytes:
    """Return a workbook of parts."""
    out = BytesIO()
    with ZipFile(out, "w", way) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused_files(workbook: bytes) -> dict[str, Callable[[], bytes]]:
    """Return what makes files that must be refused, by name, from a sound workbook."""
    parts = parts_of(workbook)

    def with_part(name: str, content: bytes) -> bytes:
        return packed(parts | {name: content})

    sheet = parts[SHEET]
    return {
        "empty": lambda: b"",
        "a line of text": lambda: b"no workbook",
        "only the first bytes of a zip": lambda: b"PK\x03\x04",
        "random bytes": lambda: noise(50_000),
        "random bytes behind the signature": lambda: b"PK\x03\x04" + noise(50_000),
        "the first half": lambda: workbook[: len(workbook) // 2],
        "without its last bytes": lambda: workbook[:-30],
        "a zip of nothing": lambda: packed({}),
        "a zip of other things": lambda: packed({"readme.txt": b"hello"}),
        "old xls": lambda: _OLE + bytes(4096),
        "password": lambda: (
            _OLE + bytes(4096) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)
        ),
        "an encrypted part": lambda: _flagged(workbook),
        "packed by LZMA": lambda: packed(parts, ZIP_LZMA),
        "a file too large": lambda: packed({"x": noise(9 << 20)}),
        "zip bomb": lambda: with_part("xl/media/image1.png", bytes(64 << 20)),
        "zip bomb in the sheet": lambda: with_part(SHEET, bytes(31 << 20)),
        "a ratio no form reaches": lambda: with_part("xl/media/image1.png", bytes(1 << 20)),
        "too many parts": lambda: packed(parts | {f"x/{n}": b"" for n in range(1000)}),
        "a part twice": lambda: _doubled(parts),
        "a size that lies": lambda: _lying(workbook),
        "billion laughs": lambda: with_part(SHEET, _LAUGHS),
        "billion laughs in the strings": lambda: with_part(STRINGS, _LAUGHS),
        "billion laughs in the relations": lambda: with_part("_rels/.rels", _LAUGHS),
        "an entity from outside": lambda: with_part(SHEET, _OUTSIDE),
        "elements without end": lambda: with_part(
            SHEET, _noisy(b"<row>" + b"<c/>" * _MANY + b"</row>")
        ),
        "elements inside elements": lambda: with_part(SHEET, _noisy(b"<c>" * 1_000_000)),
        "a cell twice": lambda: with_part(
            SHEET,
            sheet.replace(b"<sheetData>", b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'),
        ),
        "a cell below the last row": lambda: with_part(
            SHEET, sheet.replace(b'<row r="1"', b'<row r="1048577"')
        ),
        "a cell without a place": lambda: with_part(SHEET, sheet.replace(b'r="A1"', b'r="$A$1"')),
        "a string that is not there": lambda: with_part(STRINGS, b"<sst/>"),
        "a number of a string without end": lambda: with_part(
            SHEET, sheet.replace(b"<v>0</v>", b"<v>" + b"9" * 6000 + b"</v>")
        ),
        "no sheet part": lambda: packed(
            {name: part for name, part in parts.items() if name != SHEET}
        ),
        "macros": lambda: with_part("xl/vbaProject.bin", b"x"),
        "links to other workbooks": lambda: with_part(
            "xl/externalLinks/externalLink1.xml", b"<x/>"
        ),
        "a coding nobody knows": lambda: with_part(
            SHEET, b'<?xml version="1.0" encoding="klingon"?><x/>'
        ),
        "a coding of many bytes": lambda: with_part(
            "_rels/.rels", b'<?xml version="1.0" encoding="utf-7"?><x/>'
        ),
        "no XML": lambda: with_part("xl/workbook.xml", b"{}"),
    }


def harmless_files(workbook: bytes) -> dict[str, bytes]:
    """Return files that look as bad, and are read as what they say."""
    parts = parts_of(workbook)
    edits: dict[str, Callable[[bytes], bytes]] = {
        "a huge extent declared": lambda sheet: _with_extent(sheet, b"A1:XFD1048576"),
        "an extent that is none": lambda sheet: _with_extent(sheet, b"@@:??"),
        "a cell in the last corner": lambda sheet: sheet.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    }
    return {name: packed(parts | {SHEET: edit(parts[SHEET])}) for name, edit in edits.items()}


def _with_extent(sheet: bytes, extent: bytes) -> bytes:
    head, _, rest = sheet.partition(b'<dimension ref="')
    return head + b'<dimension ref="' + extent + rest[rest.index(b'"') :]


def _noisy(rows: bytes) -> bytes:
    """Return a sheet of such rows that does not give itself away by packing too well."""
    filler = noise(60_000).hex().encode()
    return b"<worksheet><!--" + filler + b"--><sheetData>" + rows + b"</sheetData></worksheet>"


def _flagged(workbook: bytes) -> bytes:
    """Return the workbook with every part said to be encrypted."""
    changed = bytearray(workbook)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 8] |= 1
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _lying(workbook: bytes) -> bytes:
    """Return the workbook with its first part said to be ten bytes long."""
    changed = bytearray(workbook)
    for signature, size in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = changed.find(signature)
        while place >= 0:
            struct.pack_into("<I", changed, place + size, 10)
            place = changed.find(signature, place + 4)
    return bytes(changed)


def _doubled(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in (*parts.items(), (SHEET.upper(), parts[SHEET])):
            archive.writestr(name, content)
    return out.getvalue()
