"""What a server of SMTP for tests answers, by the hooks and signatures of aiosmtpd."""

from __future__ import annotations

from threading import RLock

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "mutu", "sandi-Rahasia+7/f3a="
REFUSED = "nobody@example.org"


class Hooks:
    """Takes letters; `replies` are by command, before its own.

    `sessions_by_tls` has one entry for each letter taken: whether it came over TLS.
    """

    def __init__(self) -> None:
        self.replies: dict[str, str] = {}
        self.envelopes: list[Envelope] = []
        self.sessions_by_tls: list[bool] = []
        self.logins: list[bytes] = []
        self.lock = RLock()

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender."""
        del server, session
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.replies.get("MAIL", "250 2.1.0 ok")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, unless it is the one who is refused."""
        del server, session, options
        if address == REFUSED:
            return "550 5.1.1 nobody lives there"
        if "RCPT" not in self.replies:
            envelope.rcpt_tos.append(address)
        return self.replies.get("RCPT", "250 2.1.5 ok")

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the letter."""
        del server
        if "DATA" not in self.replies:
            with self.lock:
                self.envelopes.append(envelope)
                self.sessions_by_tls.append(session.ssl is not None)
        return self.replies.get("DATA", "250 2.0.0 queued as 4XyZ")

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        """Know the one user."""
        del server, session, envelope, mechanism
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        if "AUTH" in self.replies or data != known:
            return AuthResult(success=False, handled=False, message=self.replies.get("AUTH"))
        self.logins.append(known.login)
        return AuthResult(success=True)
