"""Importing the library costs a host nothing it did not ask for."""

import json
import subprocess
import sys

HEAVY = {"sqlite3", "pytest", "asyncio", "hypothesis", "click", "rich", "transitions"}
PROBE = "import json, sys, mystery_shopping; print(json.dumps(sorted(sys.modules)))"


def test_a_bare_import_loads_no_heavy_module_and_no_plugin() -> None:
    """A web worker that only catches our errors must not pay for a database or a test runner."""
    # Isolated, and without site hooks that coverage or an editor may have added to the environment.
    answer = subprocess.run(
        [sys.executable, "-I", "-c", PROBE], check=True, capture_output=True, text=True
    )

    loaded = set(json.loads(answer.stdout))

    assert "mystery_shopping" in loaded
    assert loaded & HEAVY == set()
    assert {module for module in loaded if module.startswith("mystery_shopping_")} == set()
