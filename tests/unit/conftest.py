"""What several unit tests share."""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

BUILTIN = EntryPoint("builtin", "mystery_shopping.plugins.builtin", "mystery_shopping")


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., EntryPoint]]:
    """Write a stranger's module and return the entry point it would be installed under."""
    monkeypatch.syspath_prepend(tmp_path)
    written: list[str] = []

    def write(name: str, source: str) -> EntryPoint:
        module = f"{tmp_path.name}_{name}"
        written.append(module)
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        return EntryPoint(name, module, "mystery_shopping")

    yield write
    for module in written:
        sys.modules.pop(module, None)
