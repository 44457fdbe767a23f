"""The package's own names, loaded when they are first asked for."""

import mystery_shopping as ms


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """`hasattr`, `getattr` with a default and star imports rest on it."""
    assert not hasattr(ms, "Mystery")
    assert getattr(ms, "_nothing", "default") == "default"


def test_the_listed_names_are_the_public_ones() -> None:
    """What completion offers is what is promised."""
    assert dir(ms) == sorted(ms.__all__)


def test_a_name_is_looked_up_once() -> None:
    """The second use costs what any attribute costs."""
    first = ms.Program

    assert vars(ms)["Program"] is first
