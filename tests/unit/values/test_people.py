"""People: an opaque id, a role, perhaps a team."""

import pytest

from mystery_shopping import InvalidValue, Person, Role
from mystery_shopping.values import CONTACTERS, HELPERS


@pytest.mark.parametrize(
    "text, person",
    [
        ("dewi:qca", Person("dewi", Role.QCA)),
        ("sari:tl:team-1", Person("sari", Role.TL, "team-1")),
        ("a1:agent:malang:night", Person("a1", Role.AGENT, "malang:night")),
    ],
)
def test_a_person_is_written_as_read(text: str, person: Person) -> None:
    """The command line, a file and the log say the same thing of the same person."""
    assert Person.parse(text) == person
    assert str(person) == text


@pytest.mark.parametrize("text", ["dewi", "dewi:boss", ":qca", "dewi:", "sari:tl:", "", None, 7])
def test_anything_else_is_refused_and_says_how_to_write_it(text: object) -> None:
    """A role that is guessed at signs for what it may not."""
    with pytest.raises(InvalidValue, match="id:role") as caught:
        Person.parse(text)  # type: ignore[arg-type]

    assert caught.value.path == "person"


@pytest.mark.parametrize("id", ["", " dewi", "a/b", "a:b", "a\nb", None])
def test_an_id_that_would_break_the_log_cannot_be_made(id: object) -> None:
    """Slashes part a cycle's id, colons a person's text, line breaks the sealed head."""
    with pytest.raises(InvalidValue) as caught:
        Person(id, Role.QCA)  # type: ignore[arg-type]

    assert caught.value.path == "id"


def test_a_role_is_a_role_and_no_text() -> None:
    """ "qca" typed by hand would compare equal and hide a missing check."""  # noqa: D210
    with pytest.raises(InvalidValue):
        Person("dewi", "qca")  # type: ignore[arg-type]


def test_every_role_has_its_words() -> None:
    """Refusals say who may in both languages."""
    assert all(role.label.id and role.label.en for role in Role)


def test_officers_supervisors_and_team_leaders_make_contacts_and_the_last_two_help() -> None:
    """5.2.2 names the three, and calls two of them help."""
    assert set(CONTACTERS) == {Role.QCO, Role.SPV, Role.TL}
    assert set(HELPERS) == {Role.SPV, Role.TL}
