"""The file of services: what is read from it, and what its faults never say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mystery_shopping as ms
from mystery_shopping_apprise import read_services
from mystery_shopping_apprise.services import Service

_ENVIRONMENT = {"BOT": "123:rahasia", "HOOK": "json://u:rahasia@h/", "EMPTY": ""}

Read = Callable[[str], Mapping[str, tuple[Service, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return what reads a file that says so."""

    def write_and_read(text: str) -> Mapping[str, tuple[Service, ...]]:
        (tmp_path / "services.toml").write_text(text, encoding="utf-8")
        return read_services(tmp_path / "services.toml", environment=_ENVIRONMENT)

    return write_and_read


def test_a_name_has_one_url_or_several(read: Read) -> None:
    """The place of each is what a failure is told by."""
    services = read('rina = "json://a/"\n"qca malang" = ["json://b/", "xml://c/"]')

    assert {name: [each.label for each in many] for name, many in services.items()} == {
        "rina": ["rina (json)"],
        "qca malang": ["qca malang[0] (json)", "qca malang[1] (xml)"],
    }


def test_variables_are_filled_as_they_stand(read: Read) -> None:
    """A token, or the whole URL: nothing is encoded behind the writer's back."""
    services = read('rina = "tgram://${BOT}/${BOT}/7"\ndewi = "${HOOK}"')

    assert services["rina"][0].url == "tgram://123:rahasia/123:rahasia/7"
    assert services["dewi"][0].label == "dewi (json)"


def test_the_key_is_left_for_each_message(read: Read) -> None:
    """It is known only when there is a message; no variable can take its place."""
    (service,) = read('rina = "json://a/?+Idempotency-Key=${idempotency_key}"')["rina"]

    assert service.url.endswith("=${idempotency_key}")


def test_a_url_does_not_show(read: Read) -> None:
    """A service ends up in a traceback or a debugger's print sooner or later."""
    services = read('rina = "tgram://${BOT}/7"')

    assert "rahasia" not in repr(services)


def test_all_faults_come_at_once_each_with_its_place(read: Read) -> None:
    """Whoever writes the file mends it once; what a token is worth is not in the complaint."""
    text = (
        'a = "tgram://${ABSENT}/${EMPTY}/${BOT}"\nb = ["${HOOK}", 7, ""]\nc = []\n'
        'd.x = "json://a/"\ne = "json://${BOT}/${HOOK/"\nf = "json://fine/"'
    )

    with pytest.raises(ms.InvalidInput) as caught:
        read(text)

    faults = [str(fault) for fault in caught.value.exceptions]
    assert [fault.partition(":")[0].partition(" ")[2] for fault in faults] == [
        "a",
        "a",
        "b[1]",
        "b[2]",
        "c",
        "d",
        "e",
    ]
    assert ["ABSENT" in faults[0], "EMPTY" in faults[1]] == [True, True]
    for language in ("id", "en"):
        assert "rahasia" not in caught.value.say(language)


@pytest.mark.parametrize(
    "content", [b'rina = "tgram://123:rahasia/7', b"rahasia", b'a = "\xff"', b"a = 1\na = 2"]
)
def test_what_is_no_toml_is_told_without_its_text(tmp_path: Path, content: bytes) -> None:
    """Newer parsers keep the whole text in their error: it must not hang on ours."""
    file = tmp_path / "services.toml"
    file.write_bytes(content)

    with pytest.raises(ms.InvalidInput) as caught:
        read_services(file, environment={})

    (fault,) = caught.value.exceptions
    assert str(file) in str(fault)
    assert (fault.__context__, caught.value.__context__) == (None, None)
    assert "rahasia" not in str(caught.value)


def test_a_file_that_is_not_there_is_told_by_its_place(tmp_path: Path) -> None:
    """A typing error in the URL of the channel is found on the first start."""
    with pytest.raises(ms.InvalidInput, match=r"nowhere\.toml"):
        read_services(tmp_path / "nowhere.toml", environment={})
