"""What every error of the library keeps: its fields, its code, both languages."""

import copy
import pickle
from collections.abc import Callable, Iterator

import pytest

import mystery_shopping as ms
from mystery_shopping import errors as e

UNMET = e.Unmet(
    "MS340",
    "too_few_planned",
    "5.2.1.2",
    e.Text("minimal 40", "at least 40"),
    e.same("39"),
    e.Text("baru 39", "only 39"),
    e.Text("tambah", "plan more"),
    waivable=True,
    path="contacts",
)
ERRORS = [
    e.InvalidValue(path="mark", required=e.Text("0 atau 1", "0 or 1"), actual=2),
    e.NaiveDatetime(path="at", actual="2026-11-01 09:00"),
    e.NotFound(kind="contact", key=9, known=(1, 2)),
    e.InvalidInput("form", (e.InvalidValue(path="a", required="1", actual=0),)),
    e.CommandRefused(command="AssignContacts", unmet=(UNMET,)),
    e.CycleAlreadyOpen(cycle="malang/2026-11"),
    e.PlanImpossible(shortages=(e.Text("kurang orang", "people are short"),)),
    e.LogFailure(log="q.db", problem="gone"),
    e.Conflict(stream="cycle/x", expected=3, actual=4),
    e.TooManyConflicts(stream="cycle/x", tries=20),
    e.LogBusy(log="q.db", problem="locked"),
    e.LogUnusable(log="q.db", problem="no database"),
    e.ChainBroken(stream="cycle/x", version=3, problem="its bytes were changed"),
    e.UnknownEvent(type="cycle.paused", schema=1, known=None),
    e.ChannelFailure(channel="mail", problem="gone"),
    e.TransientFailure(channel="mail", problem="busy", retry_after_seconds=1.5),
    e.PermanentFailure(channel="mail", problem="no such user"),
    e.UnknownScheme(scheme="oracle", known=("memory", "sqlite")),
    e.SchemeClaimedTwice(scheme="s3", claimants=("a", "b")),
]
COPIES: list[Callable[[Exception], Exception]] = [
    lambda error: pickle.loads(pickle.dumps(error)),  # noqa: S301 - our own bytes
    copy.copy,
    copy.deepcopy,
]


def classes(kind: type[e.MysteryShoppingError]) -> Iterator[type[e.MysteryShoppingError]]:
    """Give the library's own errors below `kind` that are raised as such."""
    for below in kind.__subclasses__():
        yield from classes(below)
        if "code" in vars(below) and below.__module__.startswith("mystery_shopping"):
            yield below


def fields(error: Exception) -> dict[str, object]:
    """Return what an error carries; the faults of a group by their own fields."""
    inner = getattr(error, "exceptions", ())
    return {**vars(error), "faults": [fields(fault) for fault in inner]}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("copied", COPIES, ids=["pickle", "copy", "deepcopy"])
def test_an_error_survives_pickling_and_copying_with_every_field(
    error: e.MysteryShoppingError, copied: Callable[[Exception], Exception]
) -> None:
    """Errors cross process borders in workers and test runners; half of one helps nobody."""
    again = copied(error)

    assert type(again) is type(error)
    assert (str(again), repr(again.args)) == (str(error), repr(error.args))
    assert fields(again) == fields(error)


_OWN = {kind.__module__ for kind in vars(e).values() if isinstance(kind, type)}


def test_the_list_of_errors_above_is_complete() -> None:
    """A new error without an entry would be the one that does not survive."""
    ours = {kind for kind in classes(e.MysteryShoppingError) if kind.__module__ in _OWN}

    assert {type(error) for error in ERRORS} == ours


def test_every_code_stands_for_one_error() -> None:
    """A code that means two things cannot be looked up."""
    codes = [kind.code for kind in set(classes(e.MysteryShoppingError))]

    assert sorted(codes) == sorted(set(codes))
    assert all(code.startswith("MS") and code[2:].isdigit() for code in codes)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_speaks_both_languages_with_its_code_in_front(
    error: e.MysteryShoppingError,
) -> None:
    """The QCA reads Indonesian, the log file English, and both can look up the code."""
    indonesian, english = error.say("id"), error.say("en")

    assert indonesian.startswith(f"[{error.code}] ")
    assert english == str(error)
    assert (len(error.text.id) > 3, len(error.text.en) > 3) == (True, True)


@pytest.mark.parametrize(
    "error, builtin",
    [
        (ERRORS[0], ValueError),
        (ERRORS[1], ValueError),
        (ERRORS[2], LookupError),
        (ERRORS[3], ExceptionGroup),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_an_error_is_the_builtin_one_would_catch(
    error: Exception, builtin: type[Exception]
) -> None:
    """Code that knows nothing of this library can still do the right thing."""
    assert isinstance(error, builtin)


def test_the_three_families_do_not_mix() -> None:
    """A caller's mistake, a rule's no and a broken disk ask for three different answers."""
    families = (ms.Misuse, ms.Refusal, ms.PortError)

    counts = {type(error): sum(isinstance(error, kind) for kind in families) for error in ERRORS}

    assert {kind for kind, count in counts.items() if count != 1} == set()
