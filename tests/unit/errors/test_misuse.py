"""Many faults at once, each with its path."""

import pytest

from mystery_shopping.errors import InvalidInput, InvalidValue, NotFound, Text

MARK = InvalidValue(path="rows[17].greeting", required=Text("0 atau 1", "0 or 1"), actual=2)
CODE = NotFound(kind="parameter", key="smile", known=("pace",))


def raised(*faults: Exception) -> InvalidInput[Exception]:
    """Return a group that was raised and caught."""
    with pytest.raises(InvalidInput) as caught:
        raise InvalidInput("form", faults)
    return caught.value


def test_a_fault_says_where_what_was_required_and_what_came() -> None:
    """One sentence is enough to find the cell and put it right."""
    assert MARK.text == Text(
        "rows[17].greeting: harus 0 atau 1, ternyata 2",
        "rows[17].greeting: must be 0 or 1, got 2",
    )


def test_a_name_that_is_not_there_says_which_are() -> None:
    """The next try should be the last."""
    assert "known: pace" in str(CODE)
    assert "known" not in str(NotFound(kind="cycle", key="x"))


def test_every_fault_of_an_input_is_told_in_one_message() -> None:
    """A file with three faults is put right once and not three times."""
    error = raised(MARK, CODE)

    assert error.exceptions == (MARK, CODE)
    assert "2 kesalahan" in error.say("id")
    assert all(fault.text.en in str(error) for fault in (MARK, CODE))


def test_a_foreign_fault_is_told_too() -> None:
    """What some converter raised must not be lost for not being ours."""
    assert "strange" in str(raised(MARK, KeyError("strange")))


def test_a_group_splits_into_groups_of_its_own_kind() -> None:
    """`split` and `subgroup` keep code, languages and the count of what is left."""
    error = raised(MARK, CODE)

    match, rest = error.split(InvalidValue)

    assert isinstance(match, InvalidInput)
    assert isinstance(rest, InvalidInput)
    assert (match.exceptions, rest.exceptions) == ((MARK,), (CODE,))
    assert match.text.en.startswith("form: 1 ")
    assert error.subgroup(ZeroDivisionError) is None


def test_except_star_takes_the_faults_it_names_and_leaves_the_others() -> None:
    """The language's own way to treat groups works on ours."""
    taken: list[BaseException] = []

    def treat() -> None:
        try:
            raise InvalidInput("form", (MARK, CODE))
        except* InvalidValue as group:
            taken.extend(group.exceptions)

    with pytest.raises(InvalidInput) as caught:
        treat()

    assert (taken, caught.value.exceptions) == ([MARK], (CODE,))
