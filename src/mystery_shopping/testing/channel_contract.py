"""The contract every channel keeps: what whoever sends, and whoever is written to, may rely on."""

from __future__ import annotations

from functools import partial

import attrs

from mystery_shopping.errors import TransientFailure
from mystery_shopping.ports import Channel, Receipt
from mystery_shopping.testing._channel_place import (
    ChannelPlace,
    make_message,
    run_watched,
    send_all,
    try_to_send,
    words,
)
from mystery_shopping.testing._channel_troubles import ChannelTroubles

_BODIES = (
    "Yth. Dewi,\n\nlima formulir menunggu; tenggatnya 5 Desember 2026.\n\nSalam,\nQCA",
    "Ünïcödé é vs e\u0301 – “kutipan” ½ €",
    "日本語 한국어 العربية עברית",
    "👩🏽‍💻 \U0010ffff \u202etfel \u2028 \x85",
    ".\n..\n.titik di awal\nFrom di awal\n--\n-- \n",
    "  spasi di depan\nspasi di belakang  \n\ttab\t\n\n\nbaris",
    "x" * 5_000 + "\n" + "panjang sekali " * 400,
    "<b>&amp; *bintang* _garis_ {kurung} %s %d ${HOME} \\n \"'`",
    "=E2=82=AC =?utf-8?q?=41?= QUJD",
)
_SUBJECTS = (
    "Formulir kembali: 3 dari 35",
    "Ünïcödé – “kutipan” 👩🏽‍💻 日本語 العربية",
    "sangat panjang " * 20 + "habis",
    "é" * 200,
    "=?utf-8?q?=41?= % {} <b>&amp;",
)
_SLIPPED = (
    "\r\nX-Slipped: yes",
    "\nX-Slipped: yes",
    "\rX-Slipped: yes",
    "\n\nX-Slipped: yes",
    "\r\n\r\nX-Slipped: yes",
    "\nBcc: {other}",
    ", {other}",
    ">\r\nRCPT TO:<{other}",
    "\x00\x0b\x0c\x1c\x85\u2028X-Slipped: yes",
)


class ChannelContract(ChannelTroubles):
    """What arrives where, what a failure is called, and what never shows.

    Subclass it, and give a fixture `channel_place` that returns a fresh `ChannelPlace`.
    """

    __contract__ = True

    def test_a_message_arrives_once(self, channel: Channel, channel_place: ChannelPlace) -> None:
        """That is what it is for. If this fails: send once, and return a Receipt."""
        message = make_message(channel_place.address(1))

        receipt = channel.send(message, idempotency_key="key-1")

        assert isinstance(receipt, Receipt)
        assert isinstance(receipt.reference, str)
        (arrival,) = channel_place.received()
        assert (arrival.to, words(arrival.body)) == (message.to, message.body)

    def test_every_body_arrives_intact(self, channel: Channel, channel_place: ChannelPlace) -> None:
        """A deadline misread is missed. If this fails: send UTF-8, and escape nothing twice."""
        for number, body in enumerate(_BODIES):
            message = make_message(channel_place.address(1), body=body)

            channel.send(message, idempotency_key=f"key-{number}")

            assert words(channel_place.received()[-1].body) == words(body)
        assert len(channel_place.received()) == len(_BODIES)

    def test_an_empty_body_is_no_trouble(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """The subject may say it all. If this fails: do not take empty for absent."""
        channel.send(make_message(channel_place.address(1), body=""), idempotency_key="key")

        (arrival,) = channel_place.received()
        assert words(arrival.body) == ""

    def test_every_subject_arrives_intact(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """It is what a list of letters shows. If this fails: encode it, cut nothing off."""
        for number, subject in enumerate(_SUBJECTS):
            message = make_message(channel_place.address(1), subject=subject)

            channel.send(message, idempotency_key=f"key-{number}")

            assert channel_place.received()[-1].subject in (None, subject)

    def test_only_whom_it_names_is_reached(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """Marks are nobody else's. If this fails: forget the last recipient before the next."""
        messages = [make_message(channel_place.address(n), body=f"bagi {n}") for n in range(4)]

        for message in messages:
            channel.send(message, idempotency_key=message.event_id)

        arrived = [(arrival.to, words(arrival.body)) for arrival in channel_place.received()]
        assert arrived == [(message.to, message.body) for message in messages]

    def test_the_key_reaches_the_receiver(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """By it the receiver knows a repetition. If this fails: pass it on, in full."""
        keys = [f"event-{number}/0 kepala.{'x' * 40 * number}" for number in range(3)]

        for key in keys:
            channel.send(make_message(channel_place.address(1)), idempotency_key=key)

        assert [arrival.idempotency_key for arrival in channel_place.received()] == keys

    def test_the_same_key_again_is_the_same_key(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """A worker died in between. If this fails: derive nothing from time or chance."""
        message = make_message(channel_place.address(1))

        channel.send(message, idempotency_key="key")
        again = channel_place.open()
        again.send(message, idempotency_key="key")
        again.close()

        assert {arrival.idempotency_key for arrival in channel_place.received()} == {"key"}

    def test_nothing_is_slipped_in(self, channel: Channel, channel_place: ChannelPlace) -> None:
        """Names are typed by people. If this fails: refuse control characters, or blank them."""
        plain = make_message(channel_place.address(1))
        channel.send(plain, idempotency_key="plain")
        (usual,) = channel_place.received()
        other = channel_place.address(2)

        for slipped in (text.format(other=other) for text in _SLIPPED):
            for subject, to, key in ((slipped, "", ""), ("", slipped, ""), ("", "", slipped)):
                message = attrs.evolve(plain, subject=plain.subject + subject, to=plain.to + to)
                before = len(channel_place.received())

                outcome = try_to_send(channel, message, key=f"key{key}")

                assert not isinstance(outcome, TransientFailure), "trying again cannot help"
                fresh = channel_place.received()[before:]
                assert len(fresh) <= 1, f"{slipped!r} became more than one message"
                for arrival in fresh:
                    assert arrival.fields <= usual.fields, f"{slipped!r} became a field"
                    assert (arrival.to == other, words(arrival.body)) == (False, plain.body)

    def test_threads_send_at_once(self, channel: Channel, channel_place: ChannelPlace) -> None:
        """A worker has several. If this fails: share no connection without a lock."""
        messages = [
            make_message(channel_place.address(n), body=f"bagi {n}, {n}") for n in range(40)
        ]

        outcomes = run_watched(
            *(partial(send_all, channel, messages[start::8]) for start in range(8))
        )

        assert [each for each in outcomes if not isinstance(each, Receipt)] == []
        arrived = {(arrival.to, words(arrival.body)) for arrival in channel_place.received()}
        assert arrived == {(message.to, message.body) for message in messages}
        assert len(channel_place.received()) == len(messages)

    def test_a_message_is_left_as_it_was(
        self, channel: Channel, channel_place: ChannelPlace
    ) -> None:
        """It goes to other channels, too. If this fails: work on what is your own."""
        message = make_message(channel_place.address(1), subject="é", body=".\né\n")
        before = attrs.evolve(message)

        channel.send(message, idempotency_key="key")

        assert message == before

    def test_closing_twice_is_harmless(self, channel_place: ChannelPlace) -> None:
        """Whoever ends cannot know. If this fails: close what is there, if it is there."""
        channel, other = channel_place.open(), channel_place.open()
        message = make_message(channel_place.address(1))
        channel.send(message, idempotency_key="key-1")

        channel.close()
        channel.close()

        other.send(message, idempotency_key="key-2")
        other.close()
        channel_place.open().close()
        assert len(channel_place.received()) == 2
