"""The file of services: a name, one or several Apprise URLs, and secrets that lie elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from mystery_shopping.errors import InvalidInput, InvalidValue, Text

KEY_VARIABLE = "idempotency_key"

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_URL = Text("URL Apprise, atau daftarnya", "an Apprise URL, or a list of them")
_CLOSED = Text("${NAMA} yang ditutup", "${NAME}, closed")


@attrs.frozen
class Service:
    """One URL of the file, filled from the environment; `path` is its place there.

    The URL is left out of the repr: it holds the secrets. ``${idempotency_key}`` is still in it.
    """

    path: str
    url: str = attrs.field(repr=False)

    @property
    def label(self) -> str:
        """Place and scheme, which give nothing away; only of a URL that Apprise took."""
        return f"{self.path} ({self.url.partition(':')[0].strip().lower()})"


def read_services(
    path: Path, *, environment: Mapping[str, str]
) -> Mapping[str, tuple[Service, ...]]:
    """Return the services of a TOML file by name, every ``${VARIABLE}`` filled.

    A fault never quotes a URL or what a variable holds.

    Raises:
        InvalidInput: with the path of each fault: no such file, no TOML, no URL, a variable that
            is not set or empty.
    """
    read = {
        name: [*_services(name, entry, environment=environment)]
        for name, entry in _load(path).items()
    }
    faults = [each for many in read.values() for each in many if isinstance(each, InvalidValue)]
    if faults:
        raise InvalidInput(str(path), faults)
    return {
        name: tuple(each for each in many if isinstance(each, Service))
        for name, many in read.items()
    }


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        required, actual = Text("berkas yang terbaca", "a file that can be read"), error.strerror
    except UnicodeDecodeError as error:
        required, actual = Text("UTF-8", "UTF-8"), f"byte {error.start}"
    except tomllib.TOMLDecodeError as error:
        required, actual = Text("TOML", "TOML"), str(error)
    # Out of the handlers: an error of the parser may carry the whole text with its tokens.
    raise InvalidInput(str(path), [InvalidValue(path=str(path), required=required, actual=actual)])


def _services(
    name: str, entry: object, *, environment: Mapping[str, str]
) -> Iterator[Service | InvalidValue]:
    urls = {name: entry}
    if isinstance(entry, list) and entry:
        urls = {f"{name}[{place}]": url for place, url in enumerate(entry)}
    for path, url in urls.items():
        if not isinstance(url, str) or not url.strip():
            yield InvalidValue(path=path, required=_URL, actual=type(url).__name__)
            continue
        for variable in _VARIABLE.findall(url):
            if not _value(variable, environment):
                yield _unset(path, variable)
        if "${" in _VARIABLE.sub("", url):
            yield InvalidValue(path=path, required=_CLOSED, actual="${")
        yield Service(path, _VARIABLE.sub(lambda found: _value(found[1], environment), url))


def _value(variable: str, environment: Mapping[str, str]) -> str:
    if variable == KEY_VARIABLE:
        return f"${{{KEY_VARIABLE}}}"
    return environment.get(variable, "")


def _unset(path: str, variable: str) -> InvalidValue:
    required = Text(
        f"variabel lingkungan {variable} yang terisi", f"the environment variable {variable}, set"
    )
    return InvalidValue(path=path, required=required, actual=None)
