"""The range of each dependency has a lower end, and the command that tries both ends knows them."""

import pytest
from packaging.requirements import Requirement

from tests.arch.source import ROOT, pyproject
from tests.packaging.building import FOLDERS
from tools import supported
from tools.shell import Failure


@pytest.mark.parametrize("name", FOLDERS)
def test_every_requirement_says_the_oldest_version_it_takes(name: str) -> None:
    """Without it an installer may keep any version of ten years ago, and nobody ever tried it."""
    project = pyproject(FOLDERS[name])["project"]
    extras = project.get("optional-dependencies", {}).values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]

    unbounded = [
        line
        for line in lines
        if not {row.operator for row in Requirement(line).specifier} & {">=", "==", "~="}
    ]

    assert unbounded == []


def test_an_end_that_does_not_exist_is_refused_by_name() -> None:
    """A slip of the keyboard must not look like a range that was tried."""
    with pytest.raises(Failure, match="no end is named oldets: there are oldest, newest"):
        supported.check(["oldets"])


def test_the_tests_that_are_run_at_both_ends_exist() -> None:
    """A folder that was renamed would leave both ends untried, or fail them for nothing."""
    assert all(any((ROOT / folder).rglob("test_*.py")) for folder in supported.TESTS)
