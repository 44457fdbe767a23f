"""The library's own channels: what they keep, what they write, and by which URL they open."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Thread

import pytest

import mystery_shopping as ms
from mystery_shopping.channels import LOGGER, LogChannel, MemoryChannel, open_channel
from mystery_shopping.plugins import builtin
from mystery_shopping.ports import Receipt
from mystery_shopping.testing import make_message


def test_each_message_is_kept_by_its_key_in_the_order_of_arrival() -> None:
    """A trial reads the outbox from top to bottom."""
    channel = MemoryChannel()
    messages = {f"key-{number}": make_message(f"dewi-{number}") for number in (2, 0, 1)}

    receipts = [channel.send(each, idempotency_key=key) for key, each in messages.items()]

    assert list(channel.messages.items()) == list(messages.items())
    assert receipts == [Receipt(key) for key in messages]


def test_a_key_that_comes_again_changes_nothing() -> None:
    """A worker that died after sending sends again; the outbox shows what was said first."""
    channel, first = MemoryChannel(), make_message("dewi")
    channel.send(first, idempotency_key="key")

    channel.send(make_message("dewi"), idempotency_key="key")

    assert channel.messages == {"key": first}


def test_of_threads_with_one_key_one_is_kept() -> None:
    """Two workers that race for a message leave one copy, and everybody's own beside it."""
    channel, message = MemoryChannel(), make_message("dewi")

    def send(name: str) -> None:
        for number in range(100):
            channel.send(message, idempotency_key=f"shared-{number}")
            channel.send(message, idempotency_key=f"{name}-{number}")

    threads = [Thread(target=send, args=(name,)) for name in ("rina", "budi")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(channel.messages) == 300


def test_a_closed_outbox_can_still_be_read() -> None:
    """A test looks at it after the worker has closed everything."""
    channel = MemoryChannel()
    channel.send(make_message("dewi"), idempotency_key="key")

    channel.close()

    assert list(channel.messages) == ["key"]


def test_a_message_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """An operator greps for a name; a handler that wants the body finds it in the record."""
    message = make_message("dewi", subject="Formulir kembali", body="Baris 1\nBaris 2")

    with caplog.at_level(logging.INFO, logger=LOGGER):
        receipt = LogChannel().send(message, idempotency_key="key")

    (record,) = caplog.records
    assert (record.name, record.levelno) == (LOGGER, logging.INFO)
    assert record.getMessage() == "dewi: Formulir kembali"
    assert (vars(record)["notice_body"], vars(record)["notice_key"]) == (message.body, "key")
    assert receipt == Receipt("key")


def test_a_body_stays_out_of_the_line(caplog: pytest.LogCaptureFixture) -> None:
    """A log goes to more readers than the recipient; percent signs in it mean nothing."""
    message = make_message("dewi", subject="100 %s", body="rahasia")

    with caplog.at_level(logging.INFO, logger=LOGGER):
        LogChannel().send(message, idempotency_key="key")

    assert "rahasia" not in caplog.text
    assert "dewi: 100 %s" in caplog.text


def test_a_silenced_logger_is_respected(caplog: pytest.LogCaptureFixture) -> None:
    """Python's logging decides what is written; a site that wants no lines gets none."""
    with caplog.at_level(logging.WARNING, logger=LOGGER):
        LogChannel().send(make_message("dewi"), idempotency_key="key")

    assert caplog.records == []


@pytest.mark.parametrize("url", ["memory:", "MEMORY:", "memory:unit-test"])
def test_memory_opens_an_outbox(url: str) -> None:
    """A scheme is written in any case."""
    assert isinstance(open_channel(url), MemoryChannel)


def test_a_named_outbox_is_the_same_for_everybody() -> None:
    """A worker writes to it and a test reads it; without a name each opening is its own."""
    assert open_channel("memory:the-same") is open_channel("memory:the-same")
    assert open_channel("memory:the-same") is not open_channel("memory:another")
    assert open_channel("memory:") is not open_channel("memory:")


def test_log_opens_the_channel_to_the_log() -> None:
    """It is the one channel that needs nothing else."""
    assert isinstance(open_channel("log:"), LogChannel)


@pytest.mark.parametrize("url", ["", "log:name", "smtp://mail.example.org", ":"])
def test_any_other_url_is_refused_with_what_would_do(url: str) -> None:
    """A typing error in a directory of people is found when the worker starts."""
    with pytest.raises(ms.InvalidValue, match="memory:name or log:") as caught:
        open_channel(url)

    assert (caught.value.code, caught.value.path) == ("MS101", "url")


def test_the_library_offers_both_as_a_plugin_does() -> None:
    """They come by the same hook as anybody's, so that the hook is known to work."""
    offered = builtin.mystery_shopping_channels()

    opened = {scheme: type(factory(f"{scheme}:")) for scheme, factory in offered.items()}

    assert opened == {"memory": MemoryChannel, "log": LogChannel}


def test_half_a_character_in_a_subject_is_written_all_the_same(tmp_path: Path) -> None:
    """A handler that writes UTF-8 would break off in the middle of a tick."""
    file = tmp_path / "notices.log"
    handler = logging.FileHandler(file, encoding="utf-8")
    logger = logging.getLogger("tests.half")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)

    LogChannel(logger).send(make_message("dewi\ud800", subject="a\ud800b"), idempotency_key="k")
    handler.close()

    assert file.read_text(encoding="utf-8").startswith("dewi?: a?b")
