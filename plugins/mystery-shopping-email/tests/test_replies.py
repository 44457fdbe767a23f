"""What each of a server's replies means for a letter: tried again, or never."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery_shopping.errors import PermanentFailure, TransientFailure
from mystery_shopping.testing import make_message
from mystery_shopping_email.testing import PASSWORD, PASSWORD_ENV, PostOffice, Way

MakePost = Callable[..., PostOffice]
MakeWay = Callable[..., Way]


def send(post: PostOffice, *, to: str = "dewi@example.org") -> str:
    """Send a letter and return what the server called it."""
    return post.open().send(make_message(to), idempotency_key="key").reference


def test_a_receipt_holds_the_servers_own_words(post: PostOffice) -> None:
    """With the number in its queue the mail's administrator finds the letter."""
    assert send(post) == "2.0.0 queued as 4XyZ"


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("reply", ["421 4.3.2 closing", "450 4.2.1 busy", "451 4.7.1 greylisted"])
def test_a_reply_of_4xx_is_transient(post: PostOffice, command: str, reply: str) -> None:
    """The server says itself that it may be different later."""
    post.replies[command] = reply

    with pytest.raises(TransientFailure, match=reply) as caught:
        send(post)

    assert caught.value.retry_after_seconds is None
    assert post.received() == []


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
@pytest.mark.parametrize("reply", ["550 5.1.1 unknown", "552 5.3.4 too big", "554 5.7.1 spam"])
def test_a_reply_of_5xx_to_a_letter_is_permanent(
    post: PostOffice, command: str, reply: str
) -> None:
    """The recipient or the text is refused; the same again gets the same answer."""
    post.replies[command] = reply

    with pytest.raises(PermanentFailure, match=reply):
        send(post)

    assert post.received() == []


def test_a_refused_sender_is_transient(post: PostOffice) -> None:
    """It would meet every letter alike: all wait for the settings to be mended."""
    post.replies["MAIL"] = "553 5.7.1 qa@example.org may not send from here"

    with pytest.raises(TransientFailure, match="553"):
        send(post)


def test_a_letter_that_is_too_large_is_permanent(post: PostOffice) -> None:
    """A server may say so as early as at the sender."""
    post.replies["MAIL"] = "552 5.3.4 too large"

    with pytest.raises(PermanentFailure, match="552"):
        send(post)


@pytest.mark.parametrize("code", [530, 534, 535, 538])
def test_a_login_that_is_missing_is_transient(post: PostOffice, code: int) -> None:
    """A server may ask for it as late as at the recipient; that is no fault of the recipient's."""
    post.replies["RCPT"] = f"{code} 5.7.0 authentication required"

    with pytest.raises(TransientFailure, match=f"{code}"):
        send(post)


def test_a_wrong_password_is_transient(
    make_post: MakePost, make_way: MakeWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody changed it: every letter is still there when the settings follow."""
    post = make_post(make_way("required"))
    monkeypatch.setenv(PASSWORD_ENV, "kemarin")

    with pytest.raises(TransientFailure, match="login was refused with 535"):
        send(post)

    assert post.logins == []


def test_a_server_that_repeats_the_password_is_not_repeated(
    make_post: MakePost, make_way: MakeWay
) -> None:
    """What a server answers to a login may quote the login."""
    post = make_post(make_way("required"))
    post.replies["AUTH"] = f"535 5.7.8 {PASSWORD} is wrong"

    with pytest.raises(TransientFailure) as caught:
        send(post)

    assert PASSWORD not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_later_reply_that_holds_the_password_is_blanked(
    make_post: MakePost, make_way: MakeWay
) -> None:
    """A gateway may hand through whatever it was told."""
    post = make_post(make_way("required"))
    post.replies["RCPT"] = f"550 5.7.1 mutu:{PASSWORD} has no such recipient"

    with pytest.raises(PermanentFailure, match=r"mutu:\*\*\* has no") as caught:
        send(post)

    assert PASSWORD not in str(caught.value)


def test_a_login_is_used_where_one_is_given(make_post: MakePost, make_way: MakeWay) -> None:
    """With it the server knows who sends; it is said once for each connection."""
    for tls in ("required", "implicit"):
        post = make_post(make_way(tls))

        send(post)

        assert post.logins == [b"mutu"]


def test_a_long_reply_is_kept_short_and_on_one_line(post: PostOffice) -> None:
    """It stands in a list of deliveries; a terminal must not obey what a server says."""
    post.replies["RCPT"] = "550 5.1.1 \x1b[2J" + "no such person " * 25

    with pytest.raises(PermanentFailure) as caught:
        send(post)

    assert len(caught.value.problem) <= 210
    assert caught.value.problem.isprintable()


def test_an_international_address_goes_where_it_is_understood(post: PostOffice) -> None:
    """Names are not all ASCII; with SMTPUTF8 neither are addresses."""
    send(post, to="aïsyah@contoh.example.org")

    assert [arrival.to for arrival in post.received()] == ["aïsyah@contoh.example.org"]
    assert "SMTPUTF8" in post.envelopes[0].mail_options


def test_an_international_address_is_refused_where_it_is_not_understood(post: PostOffice) -> None:
    """Writing it in another way may write to somebody else."""
    post.replies["no SMTPUTF8"] = "yes"

    with pytest.raises(PermanentFailure, match="international"):
        send(post, to="aïsyah@contoh.example.org")

    assert send(post)
    assert [arrival.to for arrival in post.received()] == ["dewi@example.org"]


def test_one_letter_has_one_recipient(post: PostOffice) -> None:
    """Nobody sees who else was told."""
    for number in range(3):
        send(post, to=post.address(number))

    assert [envelope.rcpt_tos for envelope in post.envelopes] == [
        [post.address(number)] for number in range(3)
    ]
    assert {envelope.mail_from for envelope in post.envelopes} == {"qa@example.org"}
