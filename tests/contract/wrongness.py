"""Running a contract over wrong implementations, in a pytest of its own, to see what they break."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.arch.source import ROOT

_OPTIONS = ("-q", "-rfE", "-p", "no:randomly", "-p", "no:cacheprovider", "-c", os.devnull)
_ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTEST_ADDOPTS": "",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # half of the time would be spent on loading them
}
_FAILED = re.compile(r"^(?:FAILED|ERROR) .*::Test(\w+)::test_(\w+)", re.MULTILINE)


def broken_rules(
    folder: Path, module: str, *, left_out: Sequence[str] = ()
) -> tuple[set[tuple[str, str]], str]:
    """Return each class of the module with a rule it broke, and what pytest wrote.

    The module runs in `folder`, without the rules named as `left_out`.
    """
    (folder / "test_wrong.py").write_text(module, encoding="utf-8")
    choice = ["-k", f"not ({' or '.join(left_out)})"] if left_out else []
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *_OPTIONS, *choice, f"--rootdir={folder}", str(folder)],
        cwd=ROOT,
        env={**os.environ, **_ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "passed" in result.stdout, result.stdout + result.stderr
    return set(_FAILED.findall(result.stdout)), result.stdout
