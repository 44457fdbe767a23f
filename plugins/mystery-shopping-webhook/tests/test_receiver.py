"""The channel's URL: what it says, what is refused when it is opened, what is never repeated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping.errors import InvalidValue
from mystery_shopping_webhook import open_channel
from mystery_shopping_webhook.receiver import read_receiver, read_target

HOST = "webhook+https://example.org"


def test_a_url_without_options_has_the_defaults() -> None:
    """A receiver outside with ten seconds, and no signature."""
    receiver = read_receiver("webhook+https://Example.org")

    assert (receiver.target.origin, receiver.target.path) == ("https://example.org", "/")
    assert (receiver.timeout_seconds, receiver.allow_private) == (10, False)
    assert receiver.secret_env is None


@pytest.mark.parametrize(
    "query,path",
    [
        ("", "/h"),
        ("?", "/h"),
        ("?secret_env=A", "/h"),
        ("?a=1&timeout_seconds=2.5&b=%2F+&b=&c", "/h?a=1&b=%2F+&b=&c"),
        ("?Secret_env=A&xallow_private=1", "/h?Secret_env=A&xallow_private=1"),
    ],
)
def test_the_rest_of_the_query_is_the_receivers_byte_for_byte(query: str, path: str) -> None:
    """A token that was decoded and encoded again may no longer be the token."""
    assert read_receiver(f"{HOST}/h{query}").target.path == path


@pytest.mark.parametrize(
    "url,authority",
    [
        ("https://example.org", "example.org"),
        ("https://example.org:443", "example.org"),
        ("https://example.org:80", "example.org:80"),
        ("http://example.org:80/", "example.org"),
        ("http://example.org:8080/", "example.org:8080"),
        ("https://[2606:4700:0::1]:8443/x", "[2606:4700::1]:8443"),
    ],
)
def test_the_host_header_names_the_port_unless_it_goes_without_saying(
    url: str, authority: str
) -> None:
    """Some servers tell their sites apart by it, to the letter."""
    assert read_target(url).authority == authority


@pytest.mark.parametrize(
    "url",
    [
        *("", "webhook", "webhook:", "https://example.org", "webhook+ftp://example.org"),
        *(
            "webhook+https:",
            "webhook+https://",
            "webhook+https:///path",
            "webhook+https:example.org",
        ),
        *(f"{HOST}:0", f"{HOST}:99999", f"{HOST}:x", f"{HOST}/#here", f"{HOST}/a b", f"{HOST}/é"),
        *(f"{HOST}/\r\nX: y", f"{HOST}/\t", f"{HOST}/\x00", "webhook+https://exämple.org"),
        *("webhook+https://a..b", "webhook+https://-a", "webhook+https://a_b|c"),
        *(f"webhook+https://{'a' * 64}.org", f"webhook+https://{'a.' * 130}org"),
        *(
            "webhook+https://[::1",
            "webhook+https://[v1.a]",
            "webhook+https://[2606::1%25x]",
            "webhook+https://a\\b",
        ),
        *("webhook+https://user@example.org", "webhook+https://user:pass@example.org"),
        *("webhook+https://@example.org", "webhook+https://a%40b"),
        *(
            f"{HOST}?timeout_seconds={t}"
            for t in ("", "0", "-1", "301", "nan", "inf", "1e2", "1_0")
        ),
        *(f"{HOST}?allow_private={t}" for t in ("", "1", "true", "YES")),
        f"{HOST}?allow_private=no&allow_private=yes",
        f"{HOST}?secret_env",
        f"{HOST}?secret_env=",
        *(f"{HOST}?secret_env={name}" for name in ("MS_NOT_SET", "\ud800", "%00", "é")),
    ],
)
def test_what_names_no_receiver_is_refused_when_it_is_opened(url: str) -> None:
    """A worker that starts with a wrong address would find out in the middle of the month."""
    with pytest.raises(InvalidValue) as caught:
        open_channel(url)

    assert caught.value.path.startswith("url")


@pytest.mark.parametrize(
    "url",
    [
        *("webhook+http://example.org", "webhook+http://127.0.0.1", "webhook+http://9.9.9.9"),
        "webhook+http://9.9.9.9?allow_private=yes",
        *("webhook+https://127.0.0.1", "webhook+https://10.0.0.1", "webhook+https://[::1]"),
        *("webhook+https://localhost", "webhook+https://LOCALHOST.", "webhook+https://a.localhost"),
        "webhook+https://[::ffff:10.0.0.1]",
        "webhook+https://169.254.169.254?allow_private=yes",
        "webhook+https://0.0.0.0?allow_private=yes",
    ],
)
def test_a_receiver_inside_or_in_the_clear_is_refused_unless_allowed(url: str) -> None:
    """Whoever may write an address into the directory must not reach what is behind the wall."""
    with pytest.raises(InvalidValue, match="allow_private=yes"):
        read_receiver(url)


@pytest.mark.parametrize(
    "url",
    [
        "webhook+http://127.0.0.1?allow_private=yes",
        "webhook+http://localhost:8080?allow_private=yes",
        "webhook+http://receiver.example.org?allow_private=yes",
        "webhook+https://10.0.0.1?allow_private=yes",
        "WEBHOOK+HTTPS://9.9.9.9",
    ],
)
def test_a_receiver_that_is_allowed_is_taken(url: str) -> None:
    """The counterpart: the refusals above are not refusals of everything."""
    assert read_receiver(url).target.path == "/"


PIECES = st.sampled_from(
    "webhook+https:// webhook+http: :// / ? & = # @ : [ ] % %0d . \\ example.org 127.0.0.1 ::1 "
    "secret_env timeout_seconds allow_private yes no 5 \ud800 é".split()
)


@given(st.one_of(st.text(), st.lists(PIECES | st.text(max_size=3)).map("".join)))
def test_any_text_is_a_receiver_or_a_wrong_value(text: str) -> None:
    """Addresses are typed by people; nothing they type may end in a traceback."""
    for url in (text, f"webhook+https:{text}", f"{HOST}/{text}", f"{HOST}?{text}"):
        try:
            receiver = read_receiver(url)
        except InvalidValue:
            continue
        assert receiver.target.path.startswith("/")
        assert receiver.target.path.isascii()
        assert 0 < receiver.timeout_seconds <= 300


@given(st.text(max_size=5), st.sampled_from(["#", " ", ":0", "@", "é", "?timeout_seconds=0"]))
def test_no_refusal_repeats_what_may_be_secret(noise: str, fault: str) -> None:
    """The error stands in a log; the token in the address must not."""
    for url in (
        f"{HOST}{fault}/s3cr3t-t0k3n{noise}{fault}",
        f"webhook+https://s3cr3t-t0k3n:{noise}@example.org",
        f"{HOST}?secret_env=s3cr3t-t0k3n",
    ):
        try:
            open_channel(url)
        except InvalidValue as error:
            shown = f"{error!r} {error} {error.say('id')} {vars(error)} {error.__context__!r}"
            assert "s3cr3t-t0k3n" not in shown
