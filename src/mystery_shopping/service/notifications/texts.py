"""The sentences of every notice, as they stand in English; the catalogues hold the others."""

from __future__ import annotations

import attrs

from mystery_shopping.wording import Plural, Sentence

Words = Sentence | Plural


@attrs.frozen
class NoticeText:
    """Subject and body of a notice; every text also gets `unit`, `period` and `cycle`."""

    subject: Words
    body: Words


FOOTER = Sentence("W-10 {clause} · {subject_id}")
REASON = Sentence("- {parameter}: {reason}")
AGENT = Sentence("Agent: {agent}")

TEXTS: dict[str, NoticeText] = {
    "no_cycle": NoticeText(
        Sentence("No mystery shopping yet for {period:month}, unit {unit}"),
        Sentence(
            "It is {day:date}, and unit {unit} has no cycle for {period:month}. W-10 asks for"
            " mystery shopping at least once a month: open the cycle and collect the reasons for"
            " contact of the month before."
        ),
    ),
    "week_1_without_material": NoticeText(
        Sentence("Week I ends and no material is selected: {period:month}, unit {unit}"),
        Sentence(
            "Week I ends on {day:date} and the material of {cycle} is not selected. Collect the"
            " reasons for contact, select the five largest and write the scenarios."
        ),
    ),
    "contacts_assigned": NoticeText(
        Plural(
            "{n:number} mystery contact for you: {period:month}, unit {unit}",
            "{n:number} mystery contacts for you: {period:month}, unit {unit}",
        ),
        Plural(
            "{n:number} contact of {cycle} is yours, number {contacts:numbers}, on {first:date}."
            " Make it in its day part, note every attempt in F-32 and fill F-31 afterwards.",
            "{n:number} contacts of {cycle} are yours, numbers {contacts:numbers}, from"
            " {first:date} to {last:date}. Make each in its day part, note every attempt in F-32"
            " and fill F-31 afterwards.",
        ),
    ),
    "window_opens": NoticeText(
        Sentence("Week II begins today: {period:month}, unit {unit}"),
        Plural(
            "Week II of {cycle} begins on {day:date}; {n:number} contacter has contacts to make.",
            "Week II of {cycle} begins on {day:date}; {n:number} contacters have contacts to make.",
        ),
    ),
    "day_parts_empty": NoticeText(
        Plural(
            "{n:number} day part still without enough contacts: {period:month}, unit {unit}",
            "{n:number} day parts still without enough contacts: {period:month}, unit {unit}",
        ),
        Sentence(
            "Week II of {cycle} ends on {last:date}, and there are not enough contacts in"
            " {parts:list}. Have them made while there is time."
        ),
    ),
    "form_with_supervisor": NoticeText(
        Sentence("A form waits with you: contact {contact}, {period:month}, unit {unit}"),
        Sentence(
            "The form of contact {contact} of {cycle}, filled by {contacter}, waits for you to"
            " hand it to the QCA or to return it."
        ),
    ),
    "form_received": NoticeText(
        Sentence("Form received: contact {contact}, {period:month}, unit {unit}"),
        Sentence(
            "The form of contact {contact} of {cycle}, filled by {contacter}, is with you: accept"
            " it, or return it with reasons."
        ),
    ),
    "form_returned": NoticeText(
        Sentence("Form returned: contact {contact}, {period:month}, unit {unit}"),
        Plural(
            "The form of contact {contact} of {cycle} came back with {n:number} point to put"
            " right:",
            "The form of contact {contact} of {cycle} came back with {n:number} points to put"
            " right:",
        ),
    ),
    "all_forms_in": NoticeText(
        Sentence("All forms are in: {period:month}, unit {unit}"),
        Plural(
            "{n:number} form of {cycle} is accepted and none is left to wait for: the recap can be"
            " made.",
            "{n:number} forms of {cycle} are accepted and none is left to wait for: the recap can"
            " be made.",
        ),
    ),
    "hand_in_near": NoticeText(
        Sentence("The hand-in date is near: {period:month}, unit {unit}"),
        Plural(
            "{n:number} contacter of {cycle} has forms that are not handed in: {people:list}.",
            "{n:number} contacters of {cycle} have forms that are not handed in: {people:list}.",
        ),
    ),
    "hand_in_passed": NoticeText(
        Sentence("The hand-in date has passed: {period:month}, unit {unit}"),
        Plural(
            "{n:number} contacter of {cycle} has forms that were not handed in on time:"
            " {people:list}.",
            "{n:number} contacters of {cycle} have forms that were not handed in on time:"
            " {people:list}.",
        ),
    ),
    "report_published": NoticeText(
        Sentence("The report is out: {period:month}, unit {unit}"),
        Sentence(
            "The report F-27 of {cycle} is published, with the analysis and the recommendations on"
            " solution accuracy, courtesy and communication."
        ),
    ),
    "follow_up_handed_over": NoticeText(
        Sentence("Follow-up {follow_up} is with you: {period:month}, unit {unit}"),
        Sentence(
            "Follow-up {follow_up} of {cycle} (F-28) is with you: pass it on, or schedule the"
            " coaching or the small group discussion."
        ),
    ),
    "follow_up_overdue": NoticeText(
        Sentence("Follow-up {follow_up} is overdue: {period:month}, unit {unit}"),
        Sentence(
            "Follow-up {follow_up} of {cycle} (F-28) was scheduled for {scheduled:date} and is not"
            " noted as delivered."
        ),
    ),
    "nonconformities_handed_over": NoticeText(
        Sentence("The nonconformities are with you: {period:month}, unit {unit}"),
        Sentence(
            "The nonconformities of {cycle} with the correct solutions are with you: pass them on"
            " to the team leaders, or follow them up with your team."
        ),
    ),
    "deviation_waiting": NoticeText(
        Sentence("Deviation {deviation} waits for approval: {period:month}, unit {unit}"),
        Sentence(
            "{who} recorded deviation {deviation} of {cycle} from clause {clause}: {reason}. It"
            " counts once a supervisor or a manager has approved it."
        ),
    ),
    "window_move_waiting": NoticeText(
        Sentence("A moved week waits for approval: {period:month}, unit {unit}"),
        Sentence(
            "{who} asks for week {week} of {cycle} to lie on {first:date} to {last:date}:"
            " {reason}. It counts once a supervisor or a manager has approved it."
        ),
    ),
    "retention_due": NoticeText(
        Sentence("Records may be disposed of: {period:month}, unit {unit}"),
        Sentence(
            "The records of {cycle} need be kept no longer. Nothing is deleted by itself: dispose"
            " of them, or place a hold."
        ),
    ),
}
