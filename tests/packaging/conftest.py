"""What the tests of the archives share: each is built once, each environment made once."""

import json
from functools import cache
from typing import Any

import pytest

from tests.packaging.building import Build, built_in, package
from tests.packaging.installing import SCRIPTS, Install, Look, make_place


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Give the archives of a distribution by its name."""
    return cache(lambda name: built_in(tmp_path_factory.mktemp("built"), name))


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, built: Build) -> Install:
    """Give an environment with the distributions named and what they require."""
    return cache(lambda *names: make_place(tmp_path_factory.mktemp("place"), names, built=built))


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory, installed: Install) -> Look:
    """Give what there is where a distribution is installed, as `look_around` says it."""

    def look(name: str) -> dict[str, Any]:
        cwd = tmp_path_factory.mktemp("look")
        out = installed(name).run(SCRIPTS / "look_around.py", package(name), cwd=cwd)
        found: dict[str, Any] = json.loads(out)
        return found

    return cache(look)
