"""How the plugin host meets this distribution."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mystery_shopping as ms
import mystery_shopping_procrastinate
from mystery_shopping_procrastinate import ProcrastinateLog


@pytest.mark.parametrize("scheme", ["procrastinate+postgresql", "Procrastinate+postgres"])
def test_both_names_of_the_scheme_open_the_log(url: str, scheme: str) -> None:
    """Half of the world writes the one, half the other."""
    with ms.open_program(f"{scheme}:{url.partition(':')[2]}") as program:
        assert isinstance(program.log, ProcrastinateLog)


def test_offering_the_log_loads_neither_driver_nor_procrastinate() -> None:
    """The host asks every plugin what it offers, on every start."""
    code = (
        "import sys; from mystery_shopping_procrastinate import plugin;"
        " print(*plugin.mystery_shopping_storages());"
        " print({'psycopg', 'procrastinate', 'mystery_shopping_postgres.log'} & set(sys.modules))"
    )

    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.split("\n")[:2] == [
        "procrastinate+postgresql procrastinate+postgres",
        "set()",
    ]


def test_every_public_name_can_be_had() -> None:
    """Names are loaded when asked for; a wrong home would only show at a user's."""
    names = mystery_shopping_procrastinate.__all__

    assert all(getattr(mystery_shopping_procrastinate, name) for name in names)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mystery_shopping_procrastinate.nothing
