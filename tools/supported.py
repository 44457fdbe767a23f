"""Runs the fast tests beside the oldest and the newest dependencies the library says it takes."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.place import PYTHON, ROOT, UV, VENV
from tools.shell import Failure, attempt, run, say

# What uv calls each end of the range; of the oldest, only what we ask for ourselves.
ENDS = {"oldest": "lowest-direct", "newest": "highest"}
TESTS = ("tests/unit", "tests/story")
# No plugin stands beside the core there, and the peers of the benchmarks do not, either.
_LEFT_OUT = ("--ignore", "tests/unit/test_benchmarks.py")


def check(names: Sequence[str] = ()) -> list[str]:
    """Run the tests at each end, or at those named, and return the ends that failed.

    Raises:
        Failure: when an end has no such name, there is no uv, or no versions fit.
    """
    unknown = [name for name in names if name not in ENDS]
    if unknown:
        raise Failure(f"no end is named {', '.join(unknown)}: there are {', '.join(ENDS)}")
    if not UV.exists():
        raise Failure(
            f"the ends are found by uv, which is missing in {VENV}: remove that and call again"
        )
    return [name for name in names or ENDS if not _passes(name)]


def _passes(name: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        say(f"finding the {name} versions")
        versions = _install(place, resolution=ENDS[name])
        print(f"{name}: {', '.join(f'{key} {value}' for key, value in versions.items())}")
        result = attempt(
            *_python(place),
            "-m",
            "pytest",
            *TESTS,
            *_LEFT_OUT,
            "-q",
            "-n",
            "auto",
            "-p",
            "no:cacheprovider",
        )
    verdict = "FAILED" if result.returncode else "ok"
    lines = result.stdout.rstrip().splitlines() or ["no test was run"]
    print("\n".join(lines if result.returncode else lines[-1:]))
    print(f"{name}: {verdict}", flush=True)
    return result.returncode == 0


def _install(place: Path, *, resolution: str) -> Mapping[str, str]:
    """Fill an environment in two steps: what we depend on, then the tests around it, unmoved."""
    run(UV, "venv", "--quiet", "--python", PYTHON, place / "venv")
    python = _python(place)[0]
    install = (UV, "pip", "install", "--quiet", "--no-sources", "--python", python)
    run(*install, "--resolution", resolution, "-r", "pyproject.toml")
    found = run(UV, "pip", "list", "--format", "json", "--quiet", "--python", python)
    versions = {row["name"]: row["version"] for row in json.loads(found)}
    kept = place / "kept.txt"
    lines = (f"{key}=={value}\n" for key, value in versions.items())
    kept.write_text("".join(lines), encoding="utf-8")
    run(*install, "--constraints", kept, "-e", ROOT, "--group", "test")
    return versions


def _python(place: Path) -> tuple[str | Path, ...]:
    # Where an environment has its Python, seen from its root, is the same for every one.
    return (place / "venv" / PYTHON.relative_to(VENV), "-W", "error")
