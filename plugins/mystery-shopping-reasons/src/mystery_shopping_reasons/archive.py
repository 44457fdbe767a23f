"""The parts of a workbook's file, each opened as a stream and measured before and while read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from mystery_shopping.errors import Text
from mystery_shopping_reasons.guard import Unsound, too_large

SHEET_BYTES = 1 << 31
STRINGS_BYTES = 1 << 28
SMALL_BYTES = 1 << 24

_CHUNK = 1 << 14
_CONTENTS_BYTES = 1 << 20
_RATIO = 500  # one row over and over packs 10 to 1, without references 290; a bomb packs 1000 to 1
_HARMLESS_BYTES = 1 << 22
_WAYS = (ZIP_STORED, ZIP_DEFLATED)  # the two a workbook is packed by (ECMA-376-2 C.3)


class Archive:
    """A workbook's file held open; a part's name is the same in upper and lower case."""

    def __init__(self, path: Path) -> None:
        self._file = _Measured(path)
        try:
            self._zip = ZipFile(self._file)
        except BaseException:
            self._file.close()
            raise
        self._parts = {_key(info.filename): info for info in self._zip.infolist()}

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()

    def has(self, part: str) -> bool:
        """Return whether there is a part of that name."""
        return _key(part) in self._parts

    def chunks(self, part: str, *, most: int) -> Iterator[tuple[bytes, float]]:
        """Yield the bytes of a part piece by piece, each with the share that is read after it.

        Raises:
            Unsound: when it is missing, locked, or larger than `most` bytes.
        """
        info = self._parts.get(_key(part))
        if info is None:
            raise Unsound(Text(f"bagian {part} tidak ada", f"its part {part} is missing"))
        _check(info, part, most=most)
        read = 0
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                yield chunk, read / info.file_size


class _Measured(io.BufferedReader):
    """A file that hands out no more at once than a sound table of contents takes."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self._size = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes; the zip module asks for a table of contents in one piece."""
        if size is None or size < 0:
            size = max(self._size - self.tell(), 0)
        if size > _CONTENTS_BYTES:
            raise too_large(Text("daftar isinya", "its table of contents"), most=_CONTENTS_BYTES)
        return super().read(size)


def _check(info: ZipInfo, part: str, *, most: int) -> None:
    if info.flag_bits & 1:
        raise Unsound(Text("bersandi; simpan tanpa sandi", "it is locked; save it without one"))
    if info.compress_type not in _WAYS:
        raise Unsound(Text(f"{part} dimampatkan cara lain", f"{part} is packed in another way"))
    if info.file_size > most:
        raise too_large(Text(part, part), most=most)
    if info.file_size > max(_HARMLESS_BYTES, _RATIO * info.compress_size):
        raise too_large(Text(part, part), most=_RATIO * info.compress_size)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
