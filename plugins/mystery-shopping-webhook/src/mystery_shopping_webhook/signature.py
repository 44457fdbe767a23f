"""The signature: who knows the secret sees that a message is ours, whole and fresh."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from mystery_shopping.errors import InvalidValue, Text


class Signer:
    """Signs with every secret it holds, so that a receiver can change from one to the next.

    It cannot be pickled, and shows nothing of what it holds.
    """

    __slots__ = ("_secrets",)

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        self._secrets = secrets

    def headers(self, body: bytes, *, timestamp: int) -> dict[str, str]:
        """Return the headers that vouch for `body`, none without a secret.

        `timestamp` counts seconds since 1970; it is signed along with the body.
        """
        if not self._secrets:
            return {}
        signed = f"{timestamp}.".encode() + body
        marks = [hmac.new(_bytes(each), signed, "sha256").hexdigest() for each in self._secrets]
        return {
            "X-Signature-Timestamp": str(timestamp),
            "X-Signature": ",".join(f"sha256={mark}" for mark in marks),
        }

    def private(self) -> tuple[str, ...]:
        """Return the texts that must not show anywhere."""
        return self._secrets

    def __reduce__(self) -> str:
        raise TypeError("a signer holds secrets and is never pickled")


def read_signer(variable: str | None, *, environment: Mapping[str, str]) -> Signer:
    """Return what signs with the secrets of a variable, which are parted by commas.

    Raises:
        InvalidValue: when the variable is named and is not set, or holds no secret. The name is
            not repeated: somebody may have put the secret itself in its place.
    """
    if variable is None:
        return Signer()
    # The environment itself fails on a name it cannot encode.
    held = environment.get(variable, "") if variable.isascii() else ""
    secrets = tuple(each.strip() for each in held.split(",") if each.strip())
    if not secrets:
        raise InvalidValue(path="url.secret_env", required=_VARIABLE, actual="…")
    return Signer(secrets)


def _bytes(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogateescape")  # what the environment held, byte for byte


_VARIABLE = Text(
    "nama variabel lingkungan yang ada dan berisi rahasia",
    "the name of a variable of the environment that is set and holds a secret",
)
