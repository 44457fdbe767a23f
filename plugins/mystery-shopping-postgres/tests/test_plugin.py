"""How the plugin host meets this distribution."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mystery_shopping as ms
import mystery_shopping_postgres


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_both_names_of_the_scheme_open_the_log(url: str, scheme: str) -> None:
    """Half of the world writes the one, half the other."""
    with ms.open_program(f"{scheme}:{url.partition(':')[2]}") as program:
        assert program.cycles() == ()


def test_offering_the_log_loads_no_driver() -> None:
    """The host asks every plugin what it offers, on every start; the driver takes 0.3 seconds."""
    code = (
        "import sys; from mystery_shopping_postgres import plugin;"
        " plugin.mystery_shopping_storages();"
        " print({'psycopg', 'psycopg_pool', 'mystery_shopping_postgres.log'} & set(sys.modules))"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.strip() == "set()"


def test_every_public_name_can_be_had() -> None:
    """Names are loaded when asked for; a wrong home would only show at a user's."""
    names = mystery_shopping_postgres.__all__

    assert all(getattr(mystery_shopping_postgres, name) for name in names)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mystery_shopping_postgres.nothing
