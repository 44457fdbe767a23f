"""What ARCHITECTURE.md names in its answers is there."""

from __future__ import annotations

import pytest

from tests.walk.entries import entries, places

ANSWERS = entries()
WALKED = {"a clause", "a check of a clause", "a storage", "a channel"}


@pytest.mark.parametrize("question", ANSWERS)
def test_every_place_an_answer_names_is_there(question: str) -> None:
    """A newcomer who looks for a file that was moved looks no further."""
    assert places(ANSWERS[question])


@pytest.mark.parametrize("question", ["a storage", "a channel"])
def test_an_answer_about_plugins_leads_to_the_page_with_the_steps(question: str) -> None:
    """The entry is the way in; the steps, which tests follow, stand on the page."""
    page = f"docs/how-to/write-{question.replace(' ', '-')}-plugin.md"

    assert {"plugins/", page} <= places(ANSWERS[question])


def test_the_questions_that_tests_walk_through_are_asked() -> None:
    """A renamed question would leave its walk without a page."""
    assert set(ANSWERS) >= WALKED
