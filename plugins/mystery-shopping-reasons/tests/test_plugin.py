"""How the plugin host meets this distribution."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mystery_shopping_reasons
from mystery_shopping_reasons import ReasonReader, plugin
from mystery_shopping_reasons.tables import SUFFIXES


def test_every_suffix_that_is_read_is_offered() -> None:
    """A kind of file that is read but not offered can never be reached."""
    factories = plugin.mystery_shopping_reason_readers()

    assert tuple(factories) == SUFFIXES
    assert all(isinstance(factory(), ReasonReader) for factory in factories.values())


def test_offering_the_reader_loads_nothing_heavy() -> None:
    """The host asks every plugin what it offers, on every start of the command line."""
    code = (
        "import sys; from mystery_shopping_reasons import plugin;"
        " plugin.mystery_shopping_reason_readers();"
        " heavy = ('ranking', 'workbook', 'text_table');"
        " print({f'mystery_shopping_reasons.{name}' for name in heavy}"
        " & set(sys.modules))"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.strip() == "set()"


def test_every_public_name_can_be_had() -> None:
    """Names are loaded when asked for; a wrong home would only show at a user's."""
    assert all(getattr(mystery_shopping_reasons, name) for name in mystery_shopping_reasons.__all__)
    assert sorted(mystery_shopping_reasons.__all__) == list(mystery_shopping_reasons.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mystery_shopping_reasons.nothing
