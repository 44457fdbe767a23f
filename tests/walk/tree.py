"""A copy of the project in which a stranger changes things, and runs tests."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.arch.source import ROOT
from tests.walk.plugin import run

_COPIED = ("README.md", "ARCHITECTURE.md", "pyproject.toml", "src", "tests", "tools", "docs")
_IGNORED = shutil.ignore_patterns("__pycache__")


class Tree:
    """The project's tree, copied into an empty folder; `touched` are the files changed so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        plugins = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("plugins/[!_]*/tests")]
        for name in (*_COPIED, *plugins):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=_IGNORED)
            else:
                shutil.copy(ROOT / name, folder / name)

    def add(self, file: str, text: str, *, after: str = "") -> None:
        """Add text to a file: below the line that holds `after`, or at the end."""
        path = self.folder / file
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        places = [place for place, line in enumerate(lines, 1) if after and after in line]
        assert len(places) == bool(after), f"{file}: {after!r} stands there {len(places)} times"
        at = places[0] if places else len(lines)
        lines[at:at] = text.splitlines()
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.touched.add(file)

    def told(self, *tests: str) -> tuple[bool, str]:
        """Run tests in the copy: whether they pass, and what they print."""
        done = run(self.folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
        return done.returncode == 0, done.stdout
