"""What each form of a cycle says of itself on the hidden sheet."""

from __future__ import annotations

from mystery_shopping.model import Contact, ContactState, Cycle
from mystery_shopping_forms.layout import LAYOUT_VERSION
from mystery_shopping_forms.layout_identity import (
    BLANK,
    CORRECTION,
    FILLED,
    Identity,
    scorecard_digest,
)
from mystery_shopping_forms.writing.book import Book

_TO_FILL_IN = frozenset({ContactState.ASSIGNED, ContactState.PERFORMED})


def month_purpose(cycle: Cycle) -> str:
    """Return what F-32 is for: once the cycle has ended, nothing is filled in any more."""
    return FILLED if cycle.state.is_final else BLANK


def purpose_of(cycle: Cycle, contact: Contact) -> str | None:
    """Return what a contact's F-31 is for, `None` where there is none to write."""
    is_over = cycle.state.is_final
    if contact.state is ContactState.RETURNED and not is_over:
        return CORRECTION
    if contact.form is not None:
        return FILLED
    return BLANK if contact.state in _TO_FILL_IN and not is_over else None


def form_version(contact: Contact, purpose: str) -> int:
    """Return the version of the form that is shown, or that filling it in will make."""
    made = contact.form.version if contact.form else 0
    return made if purpose == FILLED else made + 1


def identity_of(
    book: Book, cycle: Cycle, *, form: str, purpose: str, contact: Contact | None = None
) -> Identity:
    """Return the identity of a form of the whole month, or of one contact."""
    card, header = cycle.scorecard, book.header
    return Identity(
        layout=str(LAYOUT_VERSION),
        form=form,
        purpose=purpose,
        language=book.words.language,
        cycle=cycle.id,
        contact=str(contact.number) if contact else "",
        form_version=str(form_version(contact, purpose)) if contact else "",
        scorecard=card.name,
        scorecard_version=str(card.version),
        scorecard_digest=scorecard_digest(card),
        policy=header.policy,
        cycle_version=str(header.version),
        head=header.head,
    )
