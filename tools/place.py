"""Where the project's things lie: the root, the pins, the distributions, the environment."""

import glob
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "pins"
VENV = Path(os.path.abspath(os.environ.get("MYSTERY_SHOPPING_VENV") or ROOT / ".venv"))

_WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if _WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if _WINDOWS else "python")
UV = BIN / ("uv.exe" if _WINDOWS else "uv")


def relative(*patterns: str) -> list[str]:
    """List the existing paths that match, relative to the root, pattern by pattern."""
    return [path for pattern in patterns for path in sorted(glob.glob(pattern, root_dir=ROOT))]


def has_code(path: str) -> bool:
    """Tell whether a path is a module or holds one: an empty folder would fail some tools."""
    return (ROOT / path).is_file() or any((ROOT / path).rglob("*.py"))


def members() -> list[Path]:
    """List the folder of each distribution, the core first; a plugin's is one with a pyproject."""
    return [ROOT, *((ROOT / path).parent for path in relative("plugins/[!_]*/pyproject.toml"))]
