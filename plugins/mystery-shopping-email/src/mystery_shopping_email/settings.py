"""What a URL of ``smtp:`` or ``smtps:`` says: the server, the sender, and how safe the way is."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping_email.letter import is_address

DEFAULT_TIMEOUT_SECONDS = 10.0
MAX_TIMEOUT_SECONDS = 600.0
_PORTS = {"smtp": 587, "smtps": 465}
_OPTIONS = ("from", "password_env", "timeout_seconds", "ca_file")
_MODES = ("required", "offered", "none")
_HIDDEN = "…"


@attrs.frozen(kw_only=True)
class Settings:
    """A server of SMTP and how to talk to it.

    `tls` is ``implicit``, ``required``, ``offered`` or ``none``; `password` is never shown.
    """

    host: str
    port: int
    sender: str
    tls: str = "required"
    user: str = ""
    password: str = attrs.field(default="", repr=False)
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    context: ssl.SSLContext = attrs.field(factory=ssl.create_default_context, repr=False, eq=False)

    @property
    def name(self) -> str:
        """What failures call the channel."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'smtps' if self.tls == 'implicit' else 'smtp'}://{host}:{self.port}"


def read_url(url: str, *, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return what `url` says, with the password out of `environ`.

    Raises:
        InvalidValue: for a URL, an option or a variable that cannot be used; nothing that may be
            a password is repeated.
    """
    parts = _split(url)
    options = _read_options(parts)
    mode = options.get("tls", "required")
    if mode not in _MODES:
        _refuse("url.tls", Text(" | ".join(_MODES), " | ".join(_MODES)), mode)
    tls = "implicit" if parts.scheme == "smtps" else mode
    user = unquote(parts.username or "")
    return Settings(
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        sender=_read_sender(options.get("from", "")),
        tls=tls,
        user=user,
        password=_read_password(user, options.get("password_env", ""), tls=tls, environ=environ),
        timeout_seconds=_read_timeout(options.get("timeout_seconds")),
        context=_read_authorities(options.get("ca_file")),
    )


def _split(url: str) -> SplitResult:
    parts = SplitResult("", "", "", "", "")
    try:
        parts = urlsplit(url)
        readable = bool(parts.hostname) and parts.port != 0 and parts.scheme in _PORTS
    except ValueError:
        readable = False
    # Outside the handler, because Python's error quotes what may be a part of a password.
    shape = "smtp://user@mail.example.org:587?from=qa@example.org"
    if not readable or parts.path not in ("", "/") or parts.fragment or not parts.netloc.isascii():
        _refuse("url", Text(shape, shape), _HIDDEN)
    if parts.password is not None:
        _refuse(
            "url",
            Text(
                "tanpa kata sandi; sebut variabelnya dengan password_env=NAMA",
                "without a password; name its variable with password_env=NAME",
            ),
            f"{parts.scheme}://{_HIDDEN}",
        )
    return parts


def _read_options(parts: SplitResult) -> dict[str, str]:
    known = _OPTIONS if parts.scheme == "smtps" else (*_OPTIONS, "tls")
    options: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name not in known or name in options:
            wanted = Text(
                f"satu kali masing-masing: {', '.join(known)}", f"once each: {', '.join(known)}"
            )
            _refuse("url", wanted, name if re.fullmatch("[a-z_]{1,30}", name) else _HIDDEN)
        options[name] = value
    return options


def _read_sender(sender: str) -> str:
    if not (sender.isascii() and is_address(sender)):
        wanted = Text("alamat pengirim dalam ASCII", "the sender's address, in ASCII")
        _refuse("url.from", wanted, sender)
    return sender


def _read_password(user: str, variable: str, *, tls: str, environ: Mapping[str, str]) -> str:
    if bool(user) != bool(variable):
        _refuse(
            "url.password_env",
            Text("ada bila dan hanya bila ada pengguna", "given if, and only if, there is a user"),
            variable,
        )
    if not variable:
        return ""
    if tls in ("offered", "none"):
        wanted = Text("required, bila ada kata sandi", "required, where there is a password")
        _refuse("url.tls", wanted, tls)
    password = environ.get(variable, "")
    if not password:
        wanted = Text("nama variabel lingkungan yang berisi", "a variable that is set")
        _refuse("url.password_env", wanted, variable)
    # Python's SMTP client knows no other passwords, and quotes them when it fails.
    if not (password.isascii() and user.isascii() and (password + user).isprintable()):
        wanted = Text("pengguna dan kata sandi dalam ASCII", "a user and a password in ASCII")
        _refuse(f"environ.{variable}", wanted, _HIDDEN)
    return password


def _read_timeout(text: str | None) -> float:
    if text is None:
        return DEFAULT_TIMEOUT_SECONDS
    seconds = float(text) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) else 0.0
    if not 0 < seconds <= MAX_TIMEOUT_SECONDS:
        most = f"{MAX_TIMEOUT_SECONDS:g}"
        wanted = Text(f"lebih dari 0, paling banyak {most}", f"above 0 and at most {most}")
        _refuse("url.timeout_seconds", wanted, text)
    return seconds


def _read_authorities(file: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=file)
    except (OSError, ValueError) as error:
        wanted = Text("berkas sertifikat PEM", "a file of certificates in PEM")
        raise InvalidValue(path="url.ca_file", required=wanted, actual=file) from error


def _refuse(path: str, required: Text, actual: str) -> NoReturn:
    raise InvalidValue(path=path, required=required, actual=actual)
