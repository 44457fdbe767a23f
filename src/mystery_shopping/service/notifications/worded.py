"""A delivery as the message its recipient reads."""

from __future__ import annotations

import json
from typing import Any

from mystery_shopping.ports import Delivery, Message
from mystery_shopping.service.notifications.directory import Contactable
from mystery_shopping.service.notifications.texts import AGENT, FOOTER, REASON, TEXTS
from mystery_shopping.values import from_micros
from mystery_shopping.wording import Catalogue

_PACKAGE = "mystery_shopping"


def make_message(delivery: Delivery, person: Contactable) -> Message:
    """Return what a person is told, in that person's language and at that person's address."""
    facts: dict[str, Any] = json.loads(delivery.facts)
    catalogue = Catalogue(_PACKAGE, language=person.language)
    text = TEXTS[delivery.notice]
    lines = [catalogue.word(text.body, facts)]
    lines += [catalogue.word(REASON, reason) for reason in facts.get("reasons", ())]
    lines += [catalogue.word(AGENT, facts)] if "agent" in facts else []
    clause, subject_id = facts["clause_of_notice"], facts["subject_id"]
    footer = catalogue.word(FOOTER, {"clause": clause, "subject_id": subject_id})
    return Message(
        to=person.reach[delivery.channel],
        subject=catalogue.word(text.subject, facts),
        body="\n".join((*lines, "", footer)),
        language=person.language,
        notice=delivery.notice,
        clause=clause,
        subject_id=subject_id,
        event_id=delivery.event_id,
        occurred_at=from_micros(facts["occurred_at_micros"]),
    )
