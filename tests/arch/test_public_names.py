"""The public names and how they are called change only on purpose."""

import enum
import inspect
import os
from pathlib import Path

import mystery_shopping as ms

SNAPSHOT = Path(__file__).with_name("api.txt")
UPDATE = "MYSTERY_SHOPPING_UPDATE_API"
REMEDY = f"""
If the change is meant, write the snapshot again and tell users in changelog.d:
    {UPDATE}=1 python3 dev.py test tests/arch/test_public_names.py"""


def order(name: str) -> tuple[int, str]:
    """Sort constants first, then classes, then functions, each by name: ruff's order."""
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name


def signature(thing: object) -> str:
    """Write how a thing is called, without annotations: those read differently on each Python."""
    if isinstance(thing, type) and issubclass(thing, enum.Enum):
        return "enum " + ", ".join(thing.__members__)
    if isinstance(thing, type) and issubclass(thing, BaseException):
        return "error " + str(getattr(thing, "code", "-"))
    if not callable(thing):
        return type(thing).__name__
    try:
        parameters = inspect.signature(thing).parameters.values()
    except (TypeError, ValueError):
        return "(…)"
    return str(inspect.Signature([_bare(parameter) for parameter in parameters]))


def _bare(parameter: inspect.Parameter) -> inspect.Parameter:
    default = parameter.empty if parameter.default is parameter.empty else ...
    return parameter.replace(annotation=parameter.empty, default=default)


def current() -> str:
    """Write the public face as it is now, one line for each name."""
    return "".join(f"{name}: {signature(getattr(ms, name))}\n" for name in ms.__all__)


def test_the_public_names_are_sorted_and_all_there() -> None:
    """A sorted list has one place for each name, so two people's additions meet without a fight."""
    assert list(ms.__all__) == sorted(set(ms.__all__), key=order)
    assert [name for name in ms.__all__ if not hasattr(ms, name)] == []


def test_the_public_face_is_the_one_we_promised() -> None:
    """A renamed parameter breaks a caller as surely as a removed function."""
    if os.environ.get(UPDATE):
        SNAPSHOT.write_text(current(), encoding="utf-8", newline="\n")

    assert current() == SNAPSHOT.read_text(encoding="utf-8"), REMEDY
