"""Errors the caller can put right by calling differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from mystery_shopping.errors._base import Misuse, MysteryShoppingError
from mystery_shopping.errors._text import Text, as_text

_Fault_co = TypeVar("_Fault_co", bound=Exception, covariant=True)


class InvalidValue(Misuse, ValueError):
    """A value is not what its place asks for."""

    code = "MS101"
    path: str
    required: Text
    actual: object

    def __init__(self, *, path: str, required: str | Text, actual: object) -> None:
        wanted = as_text(required)
        text = Text(
            "{path}: harus {required}, ternyata {actual!r}",
            "{path}: must be {required}, got {actual!r}",
        ).fill(path=path, required=wanted, actual=actual)
        super().__init__(text, path=path, required=wanted, actual=actual)


class NaiveDatetime(Misuse, ValueError):
    """A datetime without a time zone says no instant."""

    code = "MS103"
    path: str

    def __init__(self, *, path: str, actual: object) -> None:
        text = Text(
            "{path}: waktu tanpa zona ditolak: {actual}; sertakan zona, misalnya Asia/Jakarta",
            "{path}: a datetime without a zone is refused: {actual}; give one, say Asia/Jakarta",
        ).fill(path=path, actual=actual)
        super().__init__(text, path=path, actual=actual)


class NotFound(Misuse, LookupError):
    """Nothing goes by that name here."""

    code = "MS104"
    kind: str
    key: object

    def __init__(self, *, kind: str, key: object, known: Iterable[object] = ()) -> None:
        names = ", ".join(str(name) for name in known)
        text = Text(
            "tidak ada {kind} {key!r}" + ("; yang ada: {names}" if names else ""),
            "there is no {kind} {key!r}" + ("; known: {names}" if names else ""),
        ).fill(kind=kind, key=key, names=names)
        super().__init__(text, kind=kind, key=key, known=names)


class InvalidInput(Misuse, ExceptionGroup[_Fault_co]):
    """Several faults of one input at once, each with its path; nothing was taken over."""

    code = "MS102"

    def __new__(cls, what: str, faults: Sequence[_Fault_co]) -> InvalidInput[_Fault_co]:
        """Group `faults`; an `ExceptionGroup` is made here and not in `__init__`."""
        return super().__new__(cls, what, faults)

    def __init__(self, what: str, faults: Sequence[_Fault_co]) -> None:
        self.text = Text(
            "{what}: {count} kesalahan: {faults}", "{what}: {count} faults: {faults}"
        ).fill(
            what=what,
            count=len(faults),
            faults=Text(
                "; ".join(_sentence(fault, "id") for fault in faults),
                "; ".join(_sentence(fault, "en") for fault in faults),
            ),
        )

    def derive(self, excs: Sequence[_Fault_co]) -> InvalidInput[_Fault_co]:  # type: ignore[override]
        """Return a group of some of the faults, as ``except*`` asks for."""
        return InvalidInput(self.message, excs)


def _sentence(fault: Exception, language: str) -> str:
    return fault.text.say(language) if isinstance(fault, MysteryShoppingError) else str(fault)
