"""Runs tests beside a changed module, each time in a forked process that is thrown away."""

import importlib
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tools.mutation.watching import ALONE
from tools.place import ROOT

# Imported before the forks, so that no child pays for them.
for _name in ("hypothesis", "attrs", "cattrs", "pluggy", "transitions"):
    importlib.import_module(_name)
_OPTIONS = (*ALONE.split(), "-x", "-W", "ignore::pytest.PytestAssertRewriteWarning")
_LONGEST_NAP = 0.1


def is_noticed(file: Path, code: CodeType, tests: Sequence[str], *, seconds: float) -> bool:
    """Tell whether one of the tests fails, or takes too long, when a module runs other code.

    Args:
        file: Where the module lies, below `src`.
        code: What to run in its place.
        tests: The ids of the tests, in the order to run them in.
        seconds: How long all of them may take.
    """
    child = os.fork()
    if not child:
        try:
            os._exit(_run(_Stranger(file, code), tests))
        finally:
            os._exit(1)
    return _wait(child, seconds) != 0


class _Stranger(Loader, MetaPathFinder):
    """Finds one module and runs other code as it."""

    def __init__(self, file: Path, code: CodeType) -> None:
        parts = file.relative_to(ROOT / "src").with_suffix("").parts
        self.is_package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.is_package else parts)
        self.file, self.code = file, code

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Answer for the one module only."""
        if name != self.name:
            return None
        places = [str(self.file.parent)] if self.is_package else None
        return importlib.util.spec_from_file_location(
            name, self.file, loader=self, submodule_search_locations=places
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the other code."""
        exec(self.code, module.__dict__)  # noqa: S102 -- our own, changed in one place


class _Chosen:
    """A pytest plugin that keeps the chosen tests, in the order they were chosen in."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.order = {name: place for place, name in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out all others."""
        kept = [item for item in items if item.nodeid in self.order]
        items[:] = sorted(kept, key=lambda item: self.order[item.nodeid])


def _run(stranger: _Stranger, tests: Sequence[str]) -> int:
    os.setpgid(0, 0)  # so that what a test starts ends with it
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    sys.meta_path.insert(0, stranger)
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    return pytest.main([*_OPTIONS, *files], plugins=[_Chosen(tests)])


def _wait(child: int, seconds: float) -> int:
    """Wait for a child and return its exit code, which is not 0 when it had to be killed."""
    end = time.monotonic() + seconds
    nap = 0.005
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(nap)
        nap = min(1.3 * nap, _LONGEST_NAP)
    os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
