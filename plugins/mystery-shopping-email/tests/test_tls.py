"""A way that is not safe enough is not taken, and the letter waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery_shopping.errors import TransientFailure
from mystery_shopping.testing import make_message
from mystery_shopping_email import open_channel
from mystery_shopping_email.testing import PostOffice, Way

MakePost = Callable[..., PostOffice]
MakeWay = Callable[..., Way]

MESSAGE = make_message("dewi@example.org")


def send(url: str) -> None:
    """Send one letter."""
    open_channel(url).send(MESSAGE, idempotency_key="key")


def test_without_starttls_a_letter_waits(post: PostOffice) -> None:
    """A name and a mark go to nobody in between; who strips the offer off wins nothing."""
    with pytest.raises(TransientFailure, match="offers no STARTTLS"):
        send(post.url(tls="required"))

    assert post.received() == []


def test_required_is_what_holds_when_nothing_is_said(post: PostOffice) -> None:
    """The safe way needs no word, the unsafe one does."""
    with pytest.raises(TransientFailure, match="offers no STARTTLS"):
        send(f"smtp://127.0.0.1:{post.port}?from=qa@example.org")


def test_offered_takes_what_there_is(
    post: PostOffice, make_post: MakePost, make_way: MakeWay
) -> None:
    """An internal relay may have TLS one day; a letter goes out either way."""
    safe = make_post(make_way("offered", has_login=False))

    send(post.url(tls="offered"))
    send(safe.url(tls="offered"))

    assert len(post.received()) == len(safe.received()) == 1
    assert safe.sessions_by_tls == [True]
    assert post.sessions_by_tls == [False]


def test_offered_does_not_fall_back_when_the_certificate_is_wrong(
    make_post: MakePost, make_way: MakeWay
) -> None:
    """A certificate that does not fit is a warning, never a reason to go on without."""
    other = make_post(make_way("offered", has_login=False, host="other.example.org"))

    with pytest.raises(TransientFailure, match="CERTIFICATE_VERIFY_FAILED"):
        send(other.url(tls="offered"))

    assert other.received() == []


@pytest.mark.parametrize("tls", ["required", "implicit"])
def test_a_certificate_for_another_host_is_refused(
    make_post: MakePost, make_way: MakeWay, tls: str
) -> None:
    """Somebody else may be answering: neither the letter nor the login is told."""
    other = make_post(make_way(tls, host="other.example.org"))

    with pytest.raises(TransientFailure, match="CERTIFICATE_VERIFY_FAILED"):
        send(other.url())

    assert (other.received(), other.logins) == ([], [])


@pytest.mark.parametrize("tls", ["required", "implicit"])
def test_a_certificate_of_an_unknown_authority_is_refused(
    make_post: MakePost, make_way: MakeWay, tls: str
) -> None:
    """Anybody can write a certificate."""
    post = make_post(make_way(tls))

    with pytest.raises(TransientFailure, match="CERTIFICATE_VERIFY_FAILED"):
        send(post.url(ca_file=""))

    assert (post.received(), post.logins) == ([], [])


def test_tls_where_the_server_speaks_none_is_transient(post: PostOffice) -> None:
    """The port for the other way was written down; nobody's letters are lost for it."""
    url = post.url(timeout_seconds="5", tls="").replace("smtp:", "smtps:")

    with pytest.raises(TransientFailure):
        send(url)
