"""A pytest plugin that writes down which tests ran which lines, and how long each took."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import coverage
import pytest

from tools.place import ROOT

# What the layers are tested by, in one process: the examples of the pages, too.
TESTS = "unit story property model acceptance docs".split()
# What reads the tables and the public names as a whole, whichever line made them.
INDEXES = "arch/test_clauses.py arch/test_public_names.py".split()
# One left-out module runs the benchmarks, which changes nothing here and takes long.
ALONE = "-q -p no:xdist -p no:randomly -p no:cacheprovider --ignore tests/unit/test_benchmarks.py"
LINES, SECONDS = "lines", "seconds"


class Watch:
    """Measures each test by itself; the result is one JSON document.

    Args:
        result: The file to write: for each module the ids of the tests that ran each line,
            as places in the list of all tests; and the seconds of each test.
    """

    def __init__(self, result: Path) -> None:
        self.result = result
        self.seconds: dict[str, float] = {}
        sources = [str(ROOT / "src" / "*")]
        self.coverage = coverage.Coverage(data_file=None, config_file=False, include=sources)
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure one test."""
        self.coverage.switch_context(item.nodeid)
        begin = perf_counter()
        result = yield
        self.seconds[item.nodeid] = perf_counter() - begin
        self.coverage.switch_context("")
        return result

    def pytest_sessionfinish(self) -> None:
        """Write the result."""
        self.coverage.stop()
        tests = {name: place for place, name in enumerate(self.seconds)}
        data = self.coverage.get_data()
        lines = {
            os.path.realpath(file): {
                line: sorted(tests[name] for name in names if name in tests)
                for line, names in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        document = {LINES: lines, SECONDS: self.seconds}
        self.result.write_text(json.dumps(document), encoding="utf-8")


if __name__ == "__main__":
    os.environ["HYPOTHESIS_PROFILE"] = "ci"
    tests = [f"tests/{name}" for name in (*TESTS, *INDEXES)]
    sys.exit(pytest.main([*ALONE.split(), *tests], plugins=[Watch(Path(sys.argv[1]))]))
