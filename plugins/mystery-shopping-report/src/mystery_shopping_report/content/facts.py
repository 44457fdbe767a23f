"""What the report is of, and by which history anybody can check it."""

from __future__ import annotations

from mystery_shopping.service.dossier import Dossier
from mystery_shopping.values import Window
from mystery_shopping_report.words import Speaker


def facts_of(dossier: Dossier, speaker: Speaker) -> tuple[tuple[str, str], ...]:
    """Return the header of form F-27, title by title; the chain's head is the last.

    Source: W-10 6; the chain of hashes over the cycle's events.
    """
    header, cycle, say = dossier.report.header, dossier.cycle, speaker.say
    by, card = header.made_by, cycle.scorecard
    maker = say("person", id=by.id, role=speaker.text(by.role.label)) if by else "–"
    return (
        (say("form"), header.code),
        (say("document"), _document(dossier, speaker)),
        (say("unit"), header.unit),
        (say("period"), speaker.month(header.period)),
        (say("state"), speaker.text(header.state.label)),
        (say("week_2"), days(cycle.weeks.week_2, speaker)),
        (say("made_by"), maker),
        (say("made_as_of"), speaker.moment(header.as_of)),
        (say("policy"), header.policy),
        (say("scorecard"), say("version_of", name=card.name, version=card.version)),
        (say("cycle"), header.cycle),
        (say("events"), str(header.version)),
        (say("head"), header.head),
    )


def days(window: Window, speaker: Speaker) -> str:
    """Return from which day to which."""
    return speaker.say("days", first=window.first, last=window.last)


def _document(dossier: Dossier, speaker: Speaker) -> str:
    header = dossier.report.header
    return speaker.say("document_value", document=header.document, revision=header.revision)
