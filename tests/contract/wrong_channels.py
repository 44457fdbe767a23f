"""Channels that are wrong on purpose, one way each, to prove that the contract notices."""

from __future__ import annotations

import logging
import secrets
import time

import attrs

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.ports import Message, Receipt
from tests.contract.post import PASSWORD, Busy, Post, RightChannel


class SwallowsARefusal(RightChannel):
    """Takes a refusal for somebody else's trouble."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and be content."""
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except PermanentFailure:
            return Receipt()


class TakesARefusalForAll(RightChannel):
    """Sends nothing more once somebody was refused."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send unless there was a refusal, ever."""
        if self._memory:
            raise PermanentFailure(channel="post", problem="refused before")
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except PermanentFailure:
            self._memory.append(message)
            raise


class SendsTwice(RightChannel):
    """Makes sure."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and send."""
        super().send(message, idempotency_key=idempotency_key)
        return super().send(message, idempotency_key=idempotency_key)


class QueuesWhatFailed(RightChannel):
    """Keeps a copy of what failed and sends it along with the next."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send what is kept, too."""
        try:
            receipt = super().send(message, idempotency_key=idempotency_key)
        except TransientFailure:
            self._memory.append(message)
            raise
        while self._memory:
            super().send(self._memory.pop(), idempotency_key=idempotency_key)
        return receipt


class StaysBroken(RightChannel):
    """Keeps the connection that failed."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Fail as before, if ever."""
        if self._memory:
            raise TransientFailure(channel="post", problem="connection lost")
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except TransientFailure:
            self._memory.append(message)
            raise


class DropsTheKey(RightChannel):
    """Keeps the key to itself."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over without one."""
        del key
        super().hand_over(message, None)


class CutsTheKey(RightChannel):
    """Has a column of 32 characters for it."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over a part of the key."""
        super().hand_over(message, key and key[:32])


class DrawsAKey(RightChannel):
    """Makes each try unique."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over another key each time."""
        super().hand_over(message, f"{key}-{secrets.token_hex(8)}")


class ManglesUnicode(RightChannel):
    """Believes that text is ASCII."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over what ASCII has."""
        body = message.body.encode("ascii", "replace").decode()
        super().hand_over(attrs.evolve(message, body=body), key)


class CutsSubjects(RightChannel):
    """Folds a subject and forgets the rest."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over the first line of it."""
        super().hand_over(attrs.evolve(message, subject=message.subject[:78]), key)


class LosesDots(RightChannel):
    """Takes a dot off each line that begins with one, as a receiver of SMTP does."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over what was never stuffed, unstuffed."""
        lines = [line.removeprefix(".") for line in message.body.split("\n")]
        super().hand_over(attrs.evolve(message, body="\n".join(lines)), key)


class TakesEmptyForAbsent(RightChannel):
    """Asks whether there is a body by its truth."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over something instead of nothing."""
        super().hand_over(attrs.evolve(message, body=message.body or "None"), key)


class RemembersRecipients(RightChannel):
    """Adds each recipient to a list it never empties."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over to everybody so far."""
        if message.to not in [known.to for known in self._memory]:
            self._memory.append(message)
        for known in self._memory:
            super().hand_over(attrs.evolve(message, to=known.to), key)


class RaisesBare(RightChannel):
    """Lets the driver's own error out."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and translate nothing that concerns the connection."""
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except TransientFailure as failure:
            if isinstance(failure.__cause__, ConnectionError):
                raise failure.__cause__ from None
            raise


class GivesUpTooSoon(RightChannel):
    """Takes a busy receiver for one that refuses."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and call a temporary failure a permanent one."""
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except TransientFailure as failure:
            if isinstance(failure.__cause__, Busy):
                raise PermanentFailure(channel="post", problem="busy") from failure
            raise


class NeverGivesUp(RightChannel):
    """Takes a refusal for a bad day."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and call a permanent failure a temporary one."""
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except PermanentFailure as failure:
            raise TransientFailure(channel="post", problem="refused") from failure


class ForgetsTheWait(RightChannel):
    """Knows that it failed, not for how long."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and leave the wait out."""
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except TransientFailure as failure:
            raise TransientFailure(channel="post", problem="busy") from failure


class HangsForEver(RightChannel):
    """Has no time limit of its own."""

    def __init__(self, post: Post, *, timeout_seconds: float) -> None:
        super().__init__(post, timeout_seconds=timeout_seconds * 1_000)


class LetsFieldsIn(RightChannel):
    """Puts a header together from whatever it is given."""

    def check(self, text: str) -> None:
        """Check nothing."""


class SplitsRecipients(RightChannel):
    """Takes a comma for the end of an address."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over to each part."""
        for to in message.to.split(", "):
            super().hand_over(attrs.evolve(message, to=to), key)


class ShowsItsSecret(RightChannel):
    """Is printed with all it has."""

    def __repr__(self) -> str:
        return f"ShowsItsSecret(password={PASSWORD!r})"


class LogsItsSecret(RightChannel):
    """Was being looked into, once."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over, and tell how."""
        logging.getLogger("post").debug("login", extra={"given": {"password": PASSWORD}})
        super().hand_over(message, key)


class ChainsItsSecret(RightChannel):
    """Chains an error that quotes the login."""

    def send(self, message: Message, *, idempotency_key: str) -> Receipt:
        """Send, and blame the login."""
        try:
            return super().send(message, idempotency_key=idempotency_key)
        except TransientFailure as failure:
            failure.__cause__ = ConnectionError(f"AUTH PLAIN {PASSWORD}")
            raise


class SharesOneDraft(RightChannel):
    """Writes each message on the same sheet, whoever is writing."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over what lies on the sheet."""
        self._memory[:] = [message]
        time.sleep(0.001)
        super().hand_over(self._memory[0], key)


class RewritesTheMessage(RightChannel):
    """Folds the subject where it found it."""

    def hand_over(self, message: Message, key: str | None) -> None:
        """Hand over, and leave a mark."""
        super().hand_over(message, key)
        object.__setattr__(message, "subject", message.subject.upper())


class ClosesOnce(RightChannel):
    """Cannot let go of what it let go of."""

    def close(self) -> None:
        """Close, or stumble."""
        del self._timeout_seconds
