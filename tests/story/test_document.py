"""The document behind the rules: its reference, its purpose and its revision: W-10 1, 2, 7."""

import pytest

import mystery_shopping as ms
from mystery_shopping.values import CLAUSES, DOCUMENT, REVISION
from tests.months import DEWI, Month, S, facts, nov, policy

SECTIONS = tuple(number for number in CLAUSES if number[0] in "1237")


@pytest.mark.clause("1", kind="story")
def test_the_register_of_clauses_names_the_document_and_its_parent() -> None:
    """A verdict is worth what it can be traced back to."""
    assert (DOCUMENT, CLAUSES["1"].title.id) == (
        "IN.QCC.TELK.W-10",
        "Rujukan IN.QCC.TELK.P-03",
    )


@pytest.mark.clause("1", kind="refusal")
@pytest.mark.parametrize("clause", SECTIONS)
def test_the_verdict_judges_no_background_clause(clause: str) -> None:
    """A green tick beside "purpose" would be decoration; asking for one says what there is."""
    month = Month()

    with pytest.raises(ms.NotFound, match=r"known: 4, 4\.1"):
        month.program.verdict(month.id, as_of=nov(1)).row(clause)


@pytest.mark.clause("1", kind="story")
def test_every_refusal_cites_the_clause_it_rests_on() -> None:
    """Who is refused can look up why, in the document that is in force."""
    month = Month()

    with pytest.raises(ms.CommandRefused, match=r"MS312.*W-10 5\.1\.1"):
        month.do(ms.SelectMaterial(("x",)))


@pytest.mark.clause("2.1", kind="story")
@pytest.mark.clause("2.2", kind="story")
def test_a_closed_month_shows_every_agent_and_the_whole() -> None:
    """The two purposes of the procedure: each agent's service, and the general picture."""
    recap = Month(zeros={2: ("pace",)}).to(S.CLOSED).cycle.recap

    assert recap is not None
    shares = {row.key: row.share for row in recap.agents}
    assert (shares["a2"], shares["a3"]) == (ms.Share(63, 64), ms.Share(64, 64))
    assert recap.total == ms.Share(639, 640)


@pytest.mark.clause("7", kind="story")
def test_the_revision_in_force_is_pinned_into_every_cycle() -> None:
    """When revision 03 comes, the months under 02 are still judged by 02."""
    assert Month().cycle.policy.document_revision == REVISION == "02"


@pytest.mark.clause("7", kind="refusal")
@pytest.mark.parametrize("revision", ["01", "03", ""])
def test_a_policy_for_another_revision_is_refused(revision: str) -> None:
    """This library knows the text of one revision; it must not claim to judge another."""
    with pytest.raises(ms.InvalidValue) as caught:
        policy(document_revision=revision)

    assert (caught.value.path, caught.value.required.en) == ("document_revision", "revision 02")


@pytest.mark.clause("7", kind="refusal")
def test_a_policy_file_for_another_revision_is_refused() -> None:
    """The same through the door that sites really use."""
    with pytest.raises(ms.InvalidInput) as caught:
        ms.load_policy('qm_target = 85\ndocument_revision = "03"')

    assert [getattr(fault, "path", "") for fault in caught.value.exceptions] == [
        "document_revision"
    ]


@pytest.mark.clause("7", kind="story")
def test_a_later_policy_never_changes_an_old_verdict() -> None:
    """What was agreed when the month opened holds until its end."""
    month = Month(reading=policy(minimum_samples=4)).to(S.REPORTED)
    month.program.policy = policy(minimum_samples=400, version=2)

    later = month.program.open_cycle(unit="malang", period="2026-12", by=DEWI, at=nov(31))

    assert month.statuses("5.2.1.2", as_of=nov(31)) == ["met"]
    assert (later.policy.version, later.policy.minimum_samples) == (2, 400)


def test_only_an_analyst_opens_a_month() -> None:
    """The cycle has one owner from its first event."""
    program = ms.open_program("memory:", policy=policy())

    with pytest.raises(ms.CommandRefused) as caught:
        program.open_cycle(unit="malang", period="2026-11", by=ms.Person("budi", ms.Role.QCO))

    assert facts(caught.value.unmet) == [("MS303", "5.1.1", "by")]
    assert program.cycles() == ()
