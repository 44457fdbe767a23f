"""What the tests of the architecture read: the source files, their trees, the written layers."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "mystery_shopping"


def core_files() -> list[Path]:
    """List the modules of the core, sorted."""
    return sorted(PACKAGE.rglob("*.py"))


def plugin_files() -> list[Path]:
    """List the modules of the plugins, sorted; the template is none."""
    return sorted(ROOT.glob("plugins/[!_]*/src/**/*.py"))


def files_of_tests() -> list[Path]:
    """List the test files of the core and the plugins, sorted."""
    return sorted([*ROOT.glob("tests/**/*.py"), *ROOT.glob("plugins/[!_]*/tests/**/*.py")])


def tree(path: Path) -> ast.Module:
    """Return the syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """Return a file's path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """Return the dotted name under which a core file is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def pyproject(folder: Path = ROOT) -> dict[str, Any]:
    """Return a distribution's pyproject."""
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def layers() -> list[set[str]]:
    """Return the layers as ARCHITECTURE.md writes them in its block, the highest first."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = re.search(r"^```layers\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert block, "ARCHITECTURE.md has no block that opens with ```layers"
    names = (line.split("  ")[0] for line in block[1].splitlines() if line.strip())
    return [{part.strip() for part in row.split("|")} for row in names]
