"""The reader as the plugin host finds it."""

from __future__ import annotations

import subprocess
import sys

from mystery_shopping.plugins import PluginHost
from mystery_shopping_forms import plugin
from mystery_shopping_forms.reading.reader import XlsxFormReader


def test_the_reader_is_offered_for_xlsx_alone() -> None:
    """An .xlsm or .xls would be opened only to be refused."""
    offered = plugin.mystery_shopping_form_readers()

    assert list(offered) == [".xlsx"]
    assert isinstance(offered[".xlsx"](), XlsxFormReader)


def test_the_host_loads_it() -> None:
    """The entry point names the module that has the hooks."""
    assert isinstance(PluginHost().form_reader(".xlsx"), XlsxFormReader)


def test_looking_at_the_plugin_loads_no_reader() -> None:
    """A program that never sees a form pays for none."""
    code = "import sys, mystery_shopping_forms.plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    loaded = set(done.stdout.split())
    assert "mystery_shopping_forms.plugin" in loaded
    assert {name for name in loaded if "forms.reading" in name or name == "xlsxwriter"} == set()
