"""Filled forms taken into the log: each as a whole or not at all, and once."""

from __future__ import annotations

import attrs
import pytest

import mystery_shopping as ms
from mystery_shopping.errors import CommandRefused, InvalidValue, Text
from mystery_shopping.service.importing import (
    FilledForm,
    FormFault,
    FormOrder,
    FormRemark,
    FormsImport,
    import_forms,
)
from tests.months import AGENT, BUDI, CITRA, DEWI, Month, S, nov

ONES = dict.fromkeys(ms.default_scorecard().codes, 1)
NOON = nov(8, 12)


def form(*commands: ms.Command, by: ms.Person = BUDI, name: str = "F-32") -> FilledForm:
    """Return a form that orders commands, each under an id that follows from it."""
    orders = tuple(
        FormOrder(place=f"F-32!H{row}", command=command, by=by, command_id=f"{name}: {command}")
        for row, command in enumerate(commands, 9)
    )
    return FilledForm(name=name, source="file.xlsx, F-32", orders=orders)


def performed(number: int) -> ms.PerformContact:
    """Return the order to enter a contact that was made."""
    return ms.PerformContact(number, nov(8, 8), AGENT)


def evaluated(number: int) -> FilledForm:
    """Return an F-31 full of ones."""
    return form(ms.EvaluateContact(number, ONES), name=f"F-31 contact {number}")


@pytest.fixture
def month() -> Month:
    """Return a month of four contacts of Budi's that are about to be made."""
    return Month.of_four().to(S.EXECUTING)


def take_in(month: Month, *forms: FilledForm, rehearse: bool = False) -> FormsImport:
    """Import forms at noon of the first day."""
    return import_forms(month.program, month.id, forms=forms, at=NOON, rehearse=rehearse)


def told(done: FormsImport) -> dict[str, list[str]]:
    """Return the names of the forms in each part; two errors are never equal to Python."""
    return {
        field.name: [form.name for form in getattr(done, field.name)]
        for field in attrs.fields(FormsImport)
    }


@pytest.mark.clause("5.3.2", kind="story")
def test_what_forms_order_is_carried_out_in_their_contacters_names(month: Month) -> None:
    """The program says what the paper said, and whose paper it was."""
    done = take_in(month, form(performed(1), performed(2)), evaluated(1))

    assert [row.name for row in done.imported] == ["F-32", "F-31 contact 1"]
    history = month.program.history(month.id)[-3:]
    assert [(row.type, row.by) for row in history] == [
        ("contact.performed", BUDI),
        ("contact.performed", BUDI),
        ("contact.evaluated", BUDI),
    ]
    assert {row.at for row in history} == {NOON}


def test_a_form_given_again_does_nothing(month: Month) -> None:
    """The same folder is imported every evening."""
    forms = form(performed(1)), evaluated(1)
    take_in(month, *forms)
    version = month.cycle.version

    again = take_in(month, *forms)

    assert again == FormsImport(repeated=forms)
    assert month.cycle.version == version


def test_what_is_new_in_a_known_form_is_carried_out(month: Month) -> None:
    """F-32 goes round all week and grows."""
    take_in(month, form(performed(1)))

    done = take_in(month, form(performed(1), performed(2)))

    assert len(done.imported) == 1
    assert month.cycle.count(ms.ContactState.PERFORMED) == 2


@pytest.mark.clause("5.3.2", kind="refusal")
def test_a_form_with_a_fault_is_left_out_whole_and_the_others_are_taken(month: Month) -> None:
    """Half a form in the log would be found by nobody until the recap."""
    late = ms.PerformContact(4, nov(8, 20), AGENT)

    done = take_in(month, form(performed(3), late), form(performed(1), name="other"))

    assert [row.name for row in done.imported] == ["other"]
    (left_out,) = done.faulty
    (fault,) = left_out.faults
    assert fault.place == "F-32!H10"
    assert isinstance(fault.error, CommandRefused)
    assert [row.code for row in fault.error.unmet] == ["MS354"]
    assert month.cycle.count(ms.ContactState.PERFORMED) == 1


def test_everything_that_stands_in_a_forms_way_is_told_at_once(month: Month) -> None:
    """Its lines are corrected together; what only follows from a fault is not one."""
    wrong = ms.PerformContact(1, nov(8, 20), AGENT)
    lines = (wrong, ms.SubmitForm(1), performed(2), performed(2), performed(9))

    (left_out,) = take_in(month, form(*lines)).faulty

    assert [fault.place for fault in left_out.faults] == ["F-32!H9", "F-32!H12", "F-32!H13"]
    assert all(fault.say("id") != fault.say("en") for fault in left_out.faults)


def test_a_form_whose_reader_found_faults_is_not_even_tried(month: Month) -> None:
    """What it orders beside its faults is not what its contacter meant."""
    error = InvalidValue(path="mark", required=Text("0 atau 1", "0 or 1"), actual=2)
    faulty = attrs.evolve(form(performed(1)), faults=(FormFault(place="F-31!E12", error=error),))
    version = month.cycle.version

    assert take_in(month, faulty) == FormsImport(faulty=(faulty,))
    assert month.cycle.version == version


def test_a_form_that_nobody_filled_in_is_said_to_be_blank(month: Month) -> None:
    """It is no fault, and no form that is in either."""
    blank = FilledForm(name="F-31 contact 2", source="file.xlsx, F-31")

    assert take_in(month, blank) == FormsImport(blank=(blank,))


def test_forms_may_come_in_any_order(month: Month) -> None:
    """A folder is sorted by name: F-31 stands before the F-32 that it waits for."""
    forms = evaluated(1), evaluated(2), form(performed(1), performed(2)), evaluated(3)

    done = take_in(month, *forms)

    assert done.imported == (forms[0], forms[1], forms[2])
    assert [row.name for row in done.faulty] == ["F-31 contact 3"]


def test_the_same_form_twice_among_others_is_taken_once(month: Month) -> None:
    """Two mails carry one attachment."""
    forms = form(performed(1)), form(performed(1))

    done = take_in(month, *forms)

    assert (done.imported, done.repeated) == (forms[:1], forms[1:])


@pytest.mark.parametrize("by", [CITRA, DEWI, AGENT], ids=str)
def test_a_form_of_somebody_else_is_refused(month: Month, by: ms.Person) -> None:
    """Forms get no further than the person who brings them would."""
    assert len(take_in(month, form(performed(1), by=by)).faulty) == 1


def test_a_rehearsal_tells_all_and_does_nothing(month: Month) -> None:
    """Whoever imports sees first what will come of it, also of forms that wait for one another."""
    forms = evaluated(1), form(performed(1)), form(performed(1)), evaluated(2)
    version = month.cycle.version

    rehearsed = told(take_in(month, *forms, rehearse=True))

    assert month.cycle.version == version
    assert rehearsed == told(take_in(month, *forms))
    assert rehearsed == {
        "imported": ["F-31 contact 1", "F-32"],
        "repeated": ["F-32"],
        "faulty": ["F-31 contact 2"],
        "blank": [],
    }


def test_a_form_overtaken_by_somebody_else_is_faulty_and_can_be_given_again(month: Month) -> None:
    """Between rehearsal and execution another writer may come; what was done is then known."""
    taken = form(performed(1), performed(2))

    class Overtaken(ms.Program):
        def execute(self, cycle_id: str, command: ms.Command, **how: object) -> ms.Cycle:
            if command == performed(2):
                month.do(ms.VoidContact(2, "pindah"), at=NOON)
            return super().execute(cycle_id, command, **how)  # type: ignore[arg-type]

    done = import_forms(Overtaken(month.program.log), month.id, forms=[taken], at=NOON)

    ((fault,),) = [row.faults for row in done.faulty]
    assert fault.place == "F-32!H10"
    assert take_in(month, form(performed(1))).repeated
    assert month.cycle.contact(1).state is ms.ContactState.PERFORMED


def test_a_cycle_that_is_not_there_is_said_at_once(month: Month) -> None:
    """Also when there is no form to find it out by."""
    with pytest.raises(ms.NotFound):
        import_forms(month.program, "solo/2026-11", forms=[], at=NOON)


def test_places_and_sentences_are_said_in_both_languages() -> None:
    """Whoever corrects the form reads Indonesian, whoever runs the program perhaps English."""
    remark = FormRemark(place="F-31!A1", text=Text("diganti nama", "renamed"))
    error = InvalidValue(path="mark", required=Text("0 atau 1", "0 or 1"), actual=2)
    fault = FormFault(place="F-31!E12", error=error)

    assert (remark.say("id"), remark.say()) == ("F-31!A1: diganti nama", "F-31!A1: renamed")
    assert fault.say("id") == "F-31!E12: [MS101] mark: harus 0 atau 1, ternyata 2"
