"""Resolves the whole workspace once and writes it as one hashed pin file for each purpose."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from tools.place import PINS, PYTHON, ROOT, UV, VENV, members
from tools.shell import Failure, run

_TEST = ("--all-extras", "--group", "build", "--group", "test", "--group", "bench")
CHOICES = {
    "installer": ("--only-group", "installer"),
    "runtime": ("--extra", "pdf", "--group", "build"),
    "test": _TEST,
    "check": (*_TEST, "--group", "check"),
    "docs": ("--group", "build", "--group", "docs"),
    "bench": _TEST,
}
_EXPORT = ("export", "--frozen", "--all-packages", "--no-emit-workspace", "--no-header")


def resolve(folder: Path, *, keep: Sequence[str], options: Sequence[str] = ()) -> dict[str, str]:
    """Return the text of every pin file, by its name, for all platforms and Pythons at once.

    Args:
        folder: An empty one; uv's own lock file, full of addresses, stays in it.
        keep: Requirements the resolution shall keep to, as `pinned` lists them.
        options: Handed on to uv's lock command.

    Raises:
        Failure: when there is no uv, or it finds no versions that fit.
    """
    if not UV.exists():
        raise Failure(
            f"pins are made by uv, which is missing in {VENV}: remove that and call again"
        )
    for member in members():
        text = (member / "pyproject.toml").read_text(encoding="utf-8")
        if member == ROOT:
            wish = f"constraint-dependencies = {json.dumps(list(keep))}"
            text = text.replace("[tool.uv]\n", f"[tool.uv]\n{wish}\n")
        copy = folder / member.relative_to(ROOT)
        copy.mkdir(parents=True, exist_ok=True)
        (copy / "pyproject.toml").write_text(text, encoding="utf-8")
    uv = (UV, "--quiet", "--directory", folder)
    python = ("--python", PYTHON)
    run(*uv, "lock", *python, *options)
    return {
        name: run(*uv, *_EXPORT, "--no-annotate", *python, *choice)
        for name, choice in CHOICES.items()
    }


def pinned() -> list[str]:
    """List every requirement of the pin files, with its marker and without its hashes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PINS.glob("*.txt"))]
    return sorted({line for text in texts for line in requirements(text)})


def requirements(text: str) -> list[str]:
    """List the requirements of one pin file, in its order, without their hashes."""
    lines = (line.rstrip("\\ ") for line in text.splitlines())
    return [line for line in lines if re.match(r"[\w.-]+==", line)]


def write(texts: dict[str, str]) -> None:
    """Write every pin file, or none of them when one would name an address.

    Raises:
        Failure: when a text holds an address of anything.
    """
    for name, text in texts.items():
        if "://" in text:
            raise Failure(f"pins/{name}.txt would name an address: nothing was written")
    for name, text in texts.items():
        (PINS / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
