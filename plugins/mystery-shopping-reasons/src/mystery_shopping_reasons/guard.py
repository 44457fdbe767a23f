"""What a file may ask for before it is refused, so that a hostile or broken one costs little."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from mystery_shopping.errors import Text
from mystery_shopping_reasons.errors import UnreadableFile

# The first two are as many as any spreadsheet program can show (ECMA-376-1 18.3.1.4, 18.3.1.73).
MOST_ROWS = 1 << 20
MOST_COLUMNS = 1 << 14
MOST_CELL_SIGNS = 1 << 17
MOST_RECORD_SIGNS = 1 << 22

_FAILURES = (
    BadZipFile,
    EOFError,
    ExpatError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


class Unsound(Exception):
    """A file is not what it should be; whoever knows its name tells the caller."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


@contextmanager
def telling(file: str) -> Iterator[None]:
    """Tell what goes wrong while a file is opened and taken apart as what is wrong with it.

    Raises:
        UnreadableFile: for every failure that a file's content, or its absence, can cause.
    """
    try:
        yield
    except UnreadableFile:
        raise
    except Unsound as error:
        raise UnreadableFile(file=file, problem=error.problem) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFile(file=file, problem=Text(reason, reason)) from error
    except _FAILURES as error:
        problem = Text(f"rusak: {error}", f"it is damaged: {error}")
        raise UnreadableFile(file=file, problem=problem) from error


def too_large(what: Text, *, most: int) -> Unsound:
    """Return the error for something that is larger than a contact log has use for."""
    return Unsound(
        Text("{what} terlalu besar, maksimal {most}", "{what} is too large, at most {most}").fill(
            what=what, most=most
        )
    )
