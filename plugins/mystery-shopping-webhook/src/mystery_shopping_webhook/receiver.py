"""The receiver, as the channel's URL names it; what the URL keeps secret is never repeated."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import unquote_plus, urlsplit

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping_webhook.addresses import allowed

DEFAULT_TIMEOUT_SECONDS = 10.0
LONGEST_TIMEOUT_SECONDS = 300.0
_SCHEMES = {"webhook+https": "https", "webhook+http": "http"}
_OPTIONS = ("secret_env", "timeout_seconds", "allow_private")
_HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?")
_SENDABLE = re.compile(r"[!-~]+")
_SECONDS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")


@attrs.frozen(kw_only=True)
class Target:
    """One place a request goes to; `path`, query and all, is the receiver's own and may be secret.

    `host` is lower case and ASCII, or an IP address without brackets.
    """

    secure: bool
    host: str
    port: int
    path: str = attrs.field(repr=False)

    @property
    def authority(self) -> str:
        """Host and port as a Host header writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Everything up to the path: who answers there answers for all of it."""
        return f"{'https' if self.secure else 'http'}://{self.authority}"

    def private(self) -> tuple[str, ...]:
        """Return what of the path must not show: the whole, long parts of it, values of a query."""
        path, _, query = self.path.partition("?")
        values = [part.partition("=")[2] for part in query.split("&")]
        pieces = [
            *(part for part in path.split("/") if len(part) >= 16),
            *(part for part in (query, *values) if len(part) >= 4),
        ]
        return (*([self.path, path] if len(path) > 1 else []), *pieces, *map(unquote_plus, pieces))


@attrs.frozen(kw_only=True)
class Receiver:
    """Where messages go and how; `secret_env` names the variable with the secrets, if any."""

    target: Target
    secret_env: str | None = attrs.field(default=None, repr=False)
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    allow_private: bool = False


def read_receiver(url: str) -> Receiver:
    """Return the receiver of ``webhook+https://host/path?query``, the channel's options taken off.

    Raises:
        InvalidValue: for a URL that names no receiver, or one that is not allowed. No error
            repeats the path, the query or a user's name.
    """
    scheme, _, rest = url.partition(":")
    if scheme.lower() not in _SCHEMES:
        raise _wrong("url", _SCHEME)
    before, mark, query = rest.partition("?")
    options, kept = _take_options(query)
    target = read_target(f"{_SCHEMES[scheme.lower()]}:{before}{mark if kept else ''}{kept}")
    receiver = Receiver(
        target=target,
        secret_env=options.get("secret_env"),
        timeout_seconds=_seconds(options.get("timeout_seconds")),
        allow_private=_yes(options.get("allow_private", "no")),
    )
    _check_reach(receiver)
    return receiver


def read_target(url: str) -> Target:
    """Return where a whole ``https:`` or ``http:`` URL leads to, or raise `InvalidValue`."""
    if not _SENDABLE.fullmatch(url):
        raise _wrong("url", _ENCODED)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if ":" in host:
            host = str(ip_address(host))
    except ValueError:
        raise _wrong("url", _ADDRESS) from None
    if "@" in parts.netloc:
        raise _wrong("url", _NO_USER)
    if parts.scheme not in _SCHEMES.values() or port == 0 or "#" in url:
        raise _wrong("url", _ADDRESS)
    # A bracket that holds no IPv6 address is read differently from one Python to the next.
    if not _is_host(host) or ("[" in parts.netloc) != (":" in host):
        raise _wrong("url", _ADDRESS)
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.startswith("/"):
        raise _wrong("url", _ADDRESS)
    return Target(secure=secure, host=host, port=port or (443 if secure else 80), path=path)


def _is_host(host: str) -> bool:
    if ":" in host:
        return "%" not in host
    return len(host) <= 253 and _HOST.fullmatch(host) is not None


def _take_options(query: str) -> tuple[dict[str, str], str]:
    """Part our own options from the rest of the query, which stays as it is, byte for byte."""
    options: dict[str, str] = {}
    kept = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name not in _OPTIONS:
            kept.append(part)
        elif name in options:
            raise _wrong(f"url.{name}", _ONCE)
        else:
            options[name] = unquote_plus(value)
    return options, "&".join(kept)


def _seconds(text: str | None) -> float:
    if text is None:
        return DEFAULT_TIMEOUT_SECONDS
    if _SECONDS.fullmatch(text) and 0 < float(text) <= LONGEST_TIMEOUT_SECONDS:
        return float(text)
    raise _wrong("url.timeout_seconds", _TIMEOUT)


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise _wrong("url.allow_private", Text("yes atau no", "yes or no"))
    return text == "yes"


def _check_reach(receiver: Receiver) -> None:
    """Refuse at once what no lookup of a name can make right."""
    target, allow_private = receiver.target, receiver.allow_private
    if not target.secure and not allow_private:
        raise _wrong("url", _PLAIN)
    name = target.host.removesuffix(".")
    local = name == "localhost" or name.endswith(".localhost")
    try:
        address = "127.0.0.1" if local else str(ip_address(target.host))
    except ValueError:
        return  # a name: what it stands for is looked at with every message
    if not allowed([address], secure=target.secure, allow_private=allow_private):
        raise _wrong("url", _PUBLIC if target.secure else _PLAIN)


def _wrong(path: str, required: Text) -> InvalidValue:
    return InvalidValue(path=path, required=required, actual="…")


_SCHEME = Text("webhook+https://… atau webhook+http://…", "webhook+https://… or webhook+http://…")
_ADDRESS = Text(
    "alamat seperti webhook+https://host:porta/jalur, tanpa fragmen",
    "an address such as webhook+https://host:port/path, without a fragment",
)
_ENCODED = Text(
    "tanpa spasi, karakter kendali, atau huruf di luar ASCII; tulis sebagai %…",
    "without blanks, control characters or letters outside ASCII; write them as %…",
)
_NO_USER = Text(
    "tanpa nama pengguna dan sandi; rahasia disebut lewat secret_env",
    "without a user's name and password; a secret is named by secret_env",
)
_ONCE = Text("disebut sekali saja", "given once only")
_TIMEOUT = Text("detik, lebih dari 0 dan paling banyak 300", "seconds, above 0 and at most 300")
_PLAIN = Text(
    "https; tanpa TLS hanya dengan allow_private=yes, ke jaringan sendiri",
    "https; without TLS only with allow_private=yes, to one's own network",
)
_PUBLIC = Text(
    "alamat internet publik, atau jaringan sendiri dengan allow_private=yes",
    "an address of the public internet, or of one's own network with allow_private=yes",
)
