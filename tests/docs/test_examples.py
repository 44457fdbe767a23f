"""Every example in the documentation and in the docstrings runs as written.

One test runs one document from top to bottom: examples build on each other, and neither the random
order nor the workers may tear them apart, as happens with Sybil's own collection.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import myst, rest

from tests.arch.source import ROOT, core_files, name, plugin_files

ALL_PAGES = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("plugins/[!_]*/*.md")]
# A page that makes a plugin, file by file, is followed by tests/walk.
PAGES = sorted(page for page in ALL_PAGES if "<!-- file: " not in page.read_text(encoding="utf-8"))

pages = Sybil(
    parsers=[myst.PythonCodeBlockParser(), myst.SkipParser()],
    encoding="utf-8",
)
docstrings = Sybil(
    parsers=[rest.DocTestParser(), rest.SkipParser()],
    document_types={".py": PythonDocStringDocument},
    encoding="utf-8",
)


def with_text(paths: Iterable[Path], *texts: str) -> list[Path]:
    """Keep the files that hold an example at all."""
    return [p for p in paths if any(text in p.read_text(encoding="utf-8") for text in texts)]


def run(sybil: Sybil, path: Path) -> None:
    """Run a document's examples in order, in one namespace."""
    for example in sybil.parse(path).examples():
        example.evaluate()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples may write files, such as the SQLite log of the README."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("path", with_text(PAGES, "```python", "```{code-block} python"), ids=name)
def test_a_page_runs_as_written(path: Path) -> None:
    """A reader who copies an example and meets an error trusts nothing else on the page."""
    run(pages, path)


@pytest.mark.parametrize("path", with_text([*core_files(), *plugin_files()], ">>> "), ids=name)
def test_a_docstring_runs_as_written(path: Path) -> None:
    """An example beside the code is the first thing that a change makes untrue."""
    run(docstrings, path)
