"""The parts of a workbook file, opened only after its table of contents proved harmless."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from mystery_shopping.errors import Text
from mystery_shopping_forms.errors import UnreadableForm

FILE_BYTES = 8 << 20
"""A file may be so large; a month's F-32 is a hundredth of it."""

UNPACKED_BYTES = 32 << 20
"""All parts together may be so large when unpacked."""

PART_COUNT = 500
"""A file may hold so many parts."""

RATIO = 250
"""A part of over `SMALL_BYTES` may unpack to so many times its size; sheets reach about 40."""

SMALL_BYTES = 1 << 18

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = Text("berkasnya rusak atau bukan .xlsx", "it is damaged, or no .xlsx")
_LOCKED = Text(
    "berkasnya bersandi; simpan tanpa sandi", "it asks for a password; save it without one"
)
_LEGACY = Text("formatnya .xls lama; simpan sebagai .xlsx", "it is an old .xls; save it as .xlsx")
_MACROS = Text("berisi makro; simpan sebagai .xlsx", "it holds macros; save it as .xlsx")
_LINKS = Text(
    "merujuk ke buku kerja lain; putuskan rujukannya (Data > Edit Links)",
    "it refers to other workbooks; break the links (Data > Edit Links)",
)
_FAILURES = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_WAYS = frozenset({ZIP_STORED, ZIP_DEFLATED})  # the two a workbook is packed by (ECMA-376-2)


class Archive:
    """A workbook file held open; its parts are read one at a time.

    Raises:
        UnreadableForm: when it is no zip file, damaged, encrypted, too large when unpacked, or
            holds what no form has: macros, links to other workbooks.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        with _telling(self.name):
            _check_file(path)
            self._zip = ZipFile(path)
        try:
            self._parts = _check_parts(self.name, self._zip.infolist())
        except UnreadableForm:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def find(self, part: str) -> bytes | None:
        """Return the bytes of a part, None when there is none of that name."""
        info = self._parts.get(part.lstrip("/").casefold())
        found: bytes | None = None
        if info is not None:
            with _telling(self.name):
                found = self._zip.read(info)
        return found

    def read(self, part: str) -> bytes:
        """Return the bytes of a part that a workbook must have."""
        found = self.find(part)
        if found is None:
            problem = Text(f"bagian {part!r} tidak ada", f"its part {part!r} is missing")
            raise UnreadableForm(file=self.name, problem=problem)
        return found


@contextmanager
def _telling(file: str) -> Iterator[None]:
    """Tell what goes wrong with a file as what is wrong with it."""
    try:
        yield
    except UnreadableForm:
        raise
    except _FAILURES as error:
        raise UnreadableForm(file=file, problem=_DAMAGED) from error
    except OSError as error:
        problem = Text(f"tidak dapat dibuka: {error.strerror}", f"no access: {error.strerror}")
        raise UnreadableForm(file=file, problem=problem) from error


def _check_file(path: Path) -> None:
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise _too_large(path.name, size, FILE_BYTES)
    with path.open("rb") as file:
        first = file.read(len(_OLE))
        if first == _OLE:
            locked = _ENCRYPTED_PACKAGE in file.read()
            raise UnreadableForm(file=path.name, problem=_LOCKED if locked else _LEGACY)
    if not first.startswith(_ZIP):
        raise UnreadableForm(file=path.name, problem=_DAMAGED)


def _check_parts(file: str, parts: list[ZipInfo]) -> dict[str, ZipInfo]:
    """Return the parts by name, which is the same in upper and lower case (ECMA-376-2)."""
    if len(parts) > PART_COUNT:
        problem = Text(
            f"terlalu banyak bagian: {len(parts)} (maksimal {PART_COUNT})",
            f"it holds too many parts: {len(parts)} (at most {PART_COUNT})",
        )
        raise UnreadableForm(file=file, problem=problem)
    total = sum(part.file_size for part in parts)
    if total > UNPACKED_BYTES:
        raise _too_large(file, total, UNPACKED_BYTES)
    names = [part.filename.casefold() for part in parts]
    _check_each(file, parts)
    if any(count > 1 for count in Counter(names).values()):
        raise UnreadableForm(file=file, problem=_DAMAGED)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise UnreadableForm(file=file, problem=_MACROS)
    if any(name.startswith("xl/externallinks/") for name in names):
        raise UnreadableForm(file=file, problem=_LINKS)
    return dict(zip(names, parts, strict=True))


def _check_each(file: str, parts: list[ZipInfo]) -> None:
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableForm(file=file, problem=_LOCKED)
        if part.compress_type not in _WAYS:
            raise UnreadableForm(file=file, problem=_DAMAGED)
        if part.file_size > max(SMALL_BYTES, RATIO * part.compress_size):
            raise _too_large(file, part.file_size, RATIO * part.compress_size)


def _too_large(file: str, size: int, limit: int) -> UnreadableForm:
    problem = Text(
        f"terlalu besar: {size:,} byte (maksimal {limit:,})".replace(",", "."),
        f"it is too large: {size:,} bytes (at most {limit:,})",
    )
    return UnreadableForm(file=file, problem=problem)
