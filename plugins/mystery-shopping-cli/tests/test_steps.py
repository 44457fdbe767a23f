"""The table of steps covers everything the library can be asked, field by field."""

from __future__ import annotations

import attrs
import click
import pytest

import mystery_shopping as ms
from mystery_shopping.workflow.commands import COMMANDS
from mystery_shopping_cli.plugin import HOMES, mystery_shopping_commands
from mystery_shopping_cli.steps import ending, execution, follow_up, forms, material, planning
from mystery_shopping_cli.steps.fields import leaves
from mystery_shopping_cli.steps.step import Step

STEPS: tuple[Step, ...] = (
    *material.STEPS.values(),
    *material.SCENARIO,
    *planning.STEPS.values(),
    *planning.WINDOW,
    *execution.STEPS.values(),
    *forms.STEPS.values(),
    *follow_up.FOLLOW_UP,
    *ending.STEPS.values(),
    *ending.DEVIATION,
    *ending.CLOSE.values(),
)
# Filled by what a step reads or makes itself.
MADE = {("CollectReasons", "ranking"), ("PlanContacts", "contacts")}


def test_every_command_of_the_library_has_its_step() -> None:
    """A step that only Python can take is a step a QCA cannot take."""
    assert {step.command for step in STEPS} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda kind: str(kind.__name__))
def test_every_field_of_a_command_can_be_typed(command: type[ms.Command]) -> None:
    """A field added to a command must not be forgotten here."""
    typed = {leaf.group or leaf.name for leaf in leaves(command)}
    named = {field.name for field in attrs.fields(command)}  # type: ignore[arg-type]

    assert {name for name in named - typed if (command.__name__, name) not in MADE} == set()


@pytest.mark.parametrize("name", HOMES)
def test_every_command_is_made_under_its_own_name_and_explains_itself(name: str) -> None:
    """The name in the plugin's table is what people type."""
    command = mystery_shopping_commands()[name]()

    assert command.name == name
    assert command.help


@pytest.mark.parametrize("name", HOMES)
def test_every_option_explains_itself(name: str) -> None:
    """An option without a word of help is a riddle."""
    command = mystery_shopping_commands()[name]()
    inner = list(command.commands.values()) if isinstance(command, click.Group) else [command]

    options = [o for one in inner for o in one.params if isinstance(o, click.Option)]
    assert [option.name for option in options if not option.help] == []
