"""What must hold of every month: each property in words, its clauses, and how a breach is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.model import breaches_of_forms as of_forms
from tests.model import breaches_of_months as of_months
from tests.model.graph import Breach, Graph, told


class Property(NamedTuple):
    """A sentence about every month, the clauses behind it, and the search for a breach of it."""

    name: str
    words: str
    clauses: str
    breaches: Callable[[Graph], Iterator[Breach]]

    def first_breach(self, graph: Graph) -> str | None:
        """Return the first breach in words, with a shortest way to it; `None` when it holds."""
        found = next(self.breaches(graph), None)
        if found is None:
            return None
        what, state = found
        return what if state is None else f"{what}, after {told(graph.way_to(state)) or 'nothing'}"


PROPERTIES: tuple[Property, ...] = (
    Property(
        "reached", "Every state of the three tables can be reached.", "5", of_months.unreached
    ),
    Property("walked", "Every row of the three tables can be walked.", "5", of_months.unwalked),
    Property(
        "an end",
        "From every state people can bring the month to `closed` or `closed_with_deviations`, "
        "however the world answers the conditions.",
        "4.1, 4.2",
        of_months.no_end,
    ),
    Property(
        "cancelled",
        "A month that has not ended can be cancelled at once, wherever it is.",
        "4.2",
        of_months.no_cancelling,
    ),
    Property("silence", "After an end nothing passes any more.", "6", of_months.after_the_end),
    Property(
        "settled",
        "An accepted or voided contact, a verified or waived follow-up moves no more.",
        "5.3.4, 5.5",
        of_forms.settled_moves,
    ),
    Property(
        "5.5",
        "`closed` means that every follow-up is as far as the policy asks (A15); "
        "`closed_with_deviations`, that it is, or that it or clause 5.5 was waived.",
        "5.5",
        of_months.closed_without_5_5,
    ),
    Property(
        "green",
        "`closed` means that no other check was red, and that there is a report.",
        "4.1, 5.4.1",
        of_months.red_closed,
    ),
    Property(
        "signed",
        "`closed_with_deviations` means that a deviation was approved or a follow-up waived.",
        "4.1",
        of_months.nothing_signed,
    ),
    Property(
        "by the supervisor",
        "No form of a team leader, or of another role that the routing names (A9), comes to the "
        "QCA before a supervisor let it on.",
        "5.3.4",
        of_forms.past_the_supervisor,
    ),
    Property(
        "straight",
        "A form of a role that the routing does not name never lies with the supervisor.",
        "5.3.4",
        of_forms.detour,
    ),
    Property(
        "marked anew",
        "A form that was returned is filled again before it is accepted.",
        "5.3.3",
        of_forms.unmarked,
    ),
    Property("voided", "A voided contact never counts again.", "5.3.2", of_forms.voided_counts),
    Property(
        "frozen",
        "From the recap on, every contact is accepted or voided.",
        "5.3.4, 5.4.1",
        of_forms.frozen_too_early,
    ),
    Property(
        "two people",
        "Whoever asks for a deviation or for another window never approves it, and nobody twice.",
        "4.1, 5.2.1.3",
        of_months.own_signature,
    ),
    Property("strangers", "Agents and the clock can do nothing.", "3", of_months.strangers),
    Property(
        "own contact",
        "Only its contacter tries, performs and marks a contact and hands its form in.",
        "5.3.2, 5.3.3",
        of_forms.somebody_elses,
    ),
    Property(
        "hands",
        "Only the QCA accepts, recaps, reports, asks for a deviation and ends the month; only a "
        "supervisor or a manager approves.",
        "5.3.4, 5.4.1, 4.1",
        of_months.wrong_hands,
    ),
    Property(
        "in its phase",
        "Contacts are performed during execution alone.",
        "5.3.1",
        of_forms.out_of_phase,
    ),
    Property(
        "written",
        "Scenarios are approved when there is one at least.",
        "5.2.1.1",
        of_months.nothing_written,
    ),
    Property(
        "given",
        "Once assigning is over every contact has a contacter; once execution is over none waits.",
        "5.2.2, 5.3.2",
        of_forms.nobody_to_do_it,
    ),
    Property(
        "countable",
        "A contact that is neither voided nor accepted can still come to be accepted.",
        "5.3.4",
        of_forms.only_voided,
    ),
    Property(
        "sent back",
        "A form that is returned lies with its contacter again.",
        "5.3.3",
        of_forms.kept_back,
    ),
    Property(
        "chain",
        "What is followed up goes from the QCA to the supervisor, and from there to the team "
        "leader.",
        "5.6.2",
        of_months.chain_5_6_2,
    ),
)
