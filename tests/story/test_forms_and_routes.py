"""Filling the forms and their way to the QCA: W-10 5.3.3, 5.3.4, 5.6.1."""

from typing import Any

import pytest

import mystery_shopping as ms
from tests.months import BUDI, CITRA, DEWI, RUDI, SARI, SOLUTION, Month, S, even_plan, facts, nov

CODES = ms.default_scorecard().codes
ONES = dict.fromkeys(CODES, 1)
FOUND = ms.Finding("greeting", "no greeting", "greet")
K = ms.ContactState


def performed(*contacters: ms.Person) -> Month:
    """Return a month of four contacts of which the first is performed."""
    month = Month.of_four()
    month.plan = even_plan(4, *contacters)
    return month.to(S.EXECUTING).perform(1)


def submitted(*contacters: ms.Person) -> Month:
    """Return a month whose first form is on its way."""
    month = performed(*contacters).evaluate(1)
    return month.do(ms.SubmitForm(1), by=month.contacter(1))


@pytest.mark.clause("5.3.3", kind="story")
@pytest.mark.clause("5.6.1", kind="story")
def test_a_form_holds_a_mark_for_every_parameter_and_a_finding_for_every_zero() -> None:
    """The form is the evidence of the month: what was right, what was not, what would have been."""
    month = performed()

    month.do(ms.EvaluateContact(1, ONES | {"greeting": 0}, (FOUND,)), by=BUDI)

    form = month.cycle.contact(1).form
    assert form is not None
    assert form.share(month.cycle.scorecard.full_mask) == ms.Share(15, 16)
    assert form.findings == (FOUND,)


@pytest.mark.clause("5.3.3", kind="refusal")
@pytest.mark.parametrize("mark", [2, -1, True, None, 0.0, "1"], ids=repr)
def test_any_mark_but_0_and_1_is_refused(mark: object) -> None:
    """A half mark is an argument put off; `True` is a program that meant something else."""
    marks: dict[str, Any] = ONES | {"pace": mark}

    unmet = performed().refused(ms.EvaluateContact(1, marks), by=BUDI)

    assert ("MS371", "5.3.3", "marks.pace") in facts(unmet)


@pytest.mark.clause("5.3.3", kind="refusal")
def test_a_blank_parameter_is_refused() -> None:
    """What was left out is neither right nor wrong; each blank is named."""
    marks = {code: 1 for code in CODES if code not in {"hold", "pace"}}

    unmet = performed().refused(ms.EvaluateContact(1, marks), by=BUDI)

    assert facts(unmet) == [("MS371", "5.3.3", "marks.hold"), ("MS371", "5.3.3", "marks.pace")]
    assert unmet[0].actual.id == "kosong"


@pytest.mark.clause("5.3.3", kind="refusal")
def test_a_parameter_marked_twice_is_refused() -> None:
    """The later of two marks must not win in silence."""
    marks = (*ONES.items(), ("pace", 1))

    unmet = performed().refused(ms.EvaluateContact(1, marks), by=BUDI)

    assert facts(unmet) == [("MS371", "5.3.3", "marks.pace")]


@pytest.mark.clause("5.3.3", kind="refusal")
def test_a_parameter_that_is_not_on_the_form_is_refused() -> None:
    """Marks of another scorecard would be lost without anybody noticing."""
    command = ms.EvaluateContact(1, ONES | {"smile": 1}, (ms.Finding("tone", "n", "s"),))

    unmet = performed().refused(command, by=BUDI)

    assert facts(unmet) == [
        ("MS372", "5.3.3", "marks.smile"),
        ("MS372", "5.3.3", "findings[0].parameter"),
        ("MS374", "5.6.1", "findings[0].parameter"),
    ]


@pytest.mark.clause("5.6.1", kind="refusal")
def test_a_zero_without_its_finding_is_refused() -> None:
    """An agent cannot learn from a 0 that nobody explained."""
    unmet = performed().refused(ms.EvaluateContact(1, ONES | {"greeting": 0}), by=BUDI)

    assert facts(unmet) == [("MS373", "5.6.1", "marks.greeting")]
    assert "greeting" in unmet[0].remedy.id


@pytest.mark.clause("5.6.1", kind="refusal")
@pytest.mark.parametrize(
    "marks, findings, place",
    [(ONES, (FOUND,), 0), (ONES | {"greeting": 0}, (FOUND, FOUND), 1)],
    ids=["on a 1", "twice on one 0"],
)
def test_a_finding_that_belongs_to_no_zero_is_refused(
    marks: dict[str, int], findings: tuple[ms.Finding, ...], place: int
) -> None:
    """A complaint beside a full mark means that one of the two is wrong."""
    unmet = performed().refused(ms.EvaluateContact(1, marks, findings), by=BUDI)

    assert facts(unmet) == [("MS374", "5.6.1", f"findings[{place}].parameter")]


def test_a_note_or_a_solution_left_empty_makes_no_finding() -> None:
    """5.6.1 wants both; an empty one is refused before it can reach a form."""
    with pytest.raises(ms.InvalidValue, match="solution"):
        ms.Finding("greeting", "no greeting", " ")


@pytest.mark.clause("5.3.4", kind="story")
@pytest.mark.parametrize("contacter", [BUDI, RUDI])
def test_the_form_of_an_officer_or_a_supervisor_goes_straight_to_the_analyst(
    contacter: ms.Person,
) -> None:
    """Only team leaders hand in by way of the supervisor (A9)."""
    month = submitted(contacter).accept(1)

    contact = month.cycle.contact(1)
    assert (contact.state, contact.passed_supervisor) == (K.ACCEPTED, False)


@pytest.mark.clause("5.3.4", kind="story")
def test_the_form_of_a_team_leader_goes_by_the_supervisor() -> None:
    """The supervisor sees how the own team leaders mark before the QCA counts it."""
    month = submitted(SARI)
    on_the_way = month.cycle.contact(1).state

    month.do(ms.ForwardForm(1), by=RUDI).accept(1)

    contact = month.cycle.contact(1)
    assert on_the_way is K.WITH_SUPERVISOR
    assert (contact.state, contact.passed_supervisor) == (K.ACCEPTED, True)


@pytest.mark.clause("5.3.4", kind="refusal")
def test_a_team_leaders_form_that_skips_the_supervisor_is_refused() -> None:
    """The route is the clause."""
    unmet = submitted(SARI).refused(ms.AcceptForm(1))

    assert facts(unmet) == [("MS301", "5.3.4", "")]
    assert unmet[0].actual.en == "with the supervisor"


@pytest.mark.clause("5.3.4", kind="refusal")
@pytest.mark.parametrize(
    "contacter, command, by",
    [
        (SARI, ms.ForwardForm(1), DEWI),
        (SARI, ms.ForwardForm(1), SARI),
        (SARI, ms.ReturnForm(1, {"pace": "look again"}), DEWI),
        (BUDI, ms.AcceptForm(1), BUDI),
        (BUDI, ms.AcceptForm(1), RUDI),
        (BUDI, ms.ReturnForm(1, {"pace": "look again"}), RUDI),
    ],
)
def test_a_form_moves_only_by_the_hand_it_lies_in(
    contacter: ms.Person, command: ms.Command, by: ms.Person
) -> None:
    """Who signs for a hand-over is the one who had the form."""
    unmet = submitted(contacter).refused(command, by=by)

    assert facts(unmet) == [("MS303", "5.3.4", "by")]


@pytest.mark.clause("5.3.3", kind="story")
@pytest.mark.clause("5.3.4", kind="story")
def test_a_returned_form_comes_back_as_a_new_version() -> None:
    """Nothing is overwritten: what the contacter marked first can still be read."""
    month = submitted().do(ms.ReturnForm(1, {"pace": "the recording says otherwise"}))
    month.zeros = {1: ("pace",)}

    month.evaluate(1).hand_in(1).accept(1)

    contact = month.cycle.contact(1)
    assert [form.version for form in contact.evaluations] == [1, 2]
    assert [form.marks.bit_count() for form in contact.evaluations] == [16, 15]
    assert contact.returns[0].reasons == (("pace", "the recording says otherwise"),)
    assert contact.returns[0].by.id == "dewi"


def test_the_supervisor_may_return_a_team_leaders_form_too() -> None:
    """A wrong form should turn round at the first pair of eyes that sees it."""
    month = submitted(SARI).do(ms.ReturnForm(1, {"pace": "look again"}), by=RUDI)

    month.evaluate(1).do(ms.SubmitForm(1), by=SARI)

    contact = month.cycle.contact(1)
    assert (contact.state, len(contact.evaluations)) == (K.WITH_SUPERVISOR, 2)


@pytest.mark.clause("5.3.4", kind="story")
def test_a_form_returned_by_the_analyst_travels_the_whole_way_again() -> None:
    """The second version has to pass the supervisor as the first did."""
    month = submitted(SARI).do(ms.ForwardForm(1), by=RUDI)

    month.do(ms.ReturnForm(1, {"pace": "look again"})).evaluate(1).do(ms.SubmitForm(1), by=SARI)

    contact = month.cycle.contact(1)
    assert (contact.state, contact.passed_supervisor) == (K.WITH_SUPERVISOR, False)
    assert contact.received_at is None


@pytest.mark.clause("5.3.3", kind="refusal")
@pytest.mark.parametrize(
    "reasons, found",
    [
        ({}, [("MS375", "5.3.3", "reasons")]),
        ({"pace": " "}, [("MS375", "5.3.3", "reasons.pace")]),
        ({"smile": "look"}, [("MS372", "5.3.3", "reasons.smile")]),
    ],
    ids=["no parameter", "no reason", "not on the form"],
)
def test_a_form_is_not_returned_without_saying_what_to_look_at(
    reasons: dict[str, str], found: list[tuple[str, str, str]]
) -> None:
    """A bare request to do it again is no correction."""
    assert facts(submitted().refused(ms.ReturnForm(1, reasons))) == found


def test_an_accepted_form_cannot_be_changed() -> None:
    """The recap counts it; a change afterwards would make the count a lie."""
    month = submitted().accept(1)

    for command, by in [
        (ms.EvaluateContact(1, ONES), BUDI),
        (ms.ReturnForm(1, {"pace": "x"}), DEWI),
        (ms.VoidContact(1, "x"), DEWI),
    ]:
        assert [row.code for row in month.refused(command, by=by)] == ["MS301"]


def test_a_form_that_travels_cannot_be_filled_again() -> None:
    """First it has to come back, with a reason."""
    unmet = submitted().refused(ms.EvaluateContact(1, ONES), by=BUDI)

    assert facts(unmet) == [("MS301", "5.3.3", "")]


@pytest.mark.clause("5.3.3", kind="refusal")
def test_only_the_contacter_fills_the_form() -> None:
    """Only the one who heard the agent knows what was said."""
    month = performed()

    assert facts(month.refused(ms.EvaluateContact(1, ONES), by=CITRA)) == [("MS352", "5.3.2", "")]
    assert facts(month.refused(ms.EvaluateContact(1, ONES), by=DEWI))[0][0] == "MS303"


@pytest.mark.clause("5.3.4", kind="refusal")
def test_a_recap_with_a_form_outstanding_is_refused() -> None:
    """Figures of 39 forms would be printed as the figures of the month."""
    month = Month.of_four().to(S.COLLECTING).evaluate(1, 2, 3, 4).hand_in(1, 2, 3, 4)

    unmet = month.accept(1, 2, 3).refused(ms.Recapitulate())

    assert facts(unmet) == [("MS376", "5.3.4", "")]
    assert unmet[0].actual.en == "1"


def test_a_void_contact_keeps_no_recap_waiting() -> None:
    """A form that will never come is voided with its reason."""
    month = Month.of_four().to(S.COLLECTING).evaluate(1, 2, 3).hand_in(1, 2, 3).accept(1, 2, 3)

    month.do(ms.VoidContact(4, "the recording is lost"), ms.Recapitulate(), at=nov(17))

    assert month.cycle.recap is not None
    assert (month.cycle.recap.sample_count, month.cycle.recap.voided_count) == (3, 1)


@pytest.mark.clause("5.6.1", kind="story")
def test_the_verdict_shows_that_every_zero_was_explained() -> None:
    """What the guards enforce form by form, the verdict sums up for the auditor."""
    month = Month.of_four(zeros={2: SOLUTION}).to(S.RECAPITULATED)

    assert month.statuses("5.6.1", "5.3.3", "5.3.4", as_of=nov(17)) == ["met"] * 3
