"""What a URL may say, and that nothing in it or around it shows a password."""

from __future__ import annotations

import pickle
import ssl
import traceback
from pathlib import Path

import pytest

from mystery_shopping.errors import InvalidValue
from mystery_shopping_email import open_channel
from mystery_shopping_email.settings import Settings, read_url

FROM = "from=qa@example.org"
SECRET = "s3cr3t-word"  # noqa: S105 - it opens nothing


def read(url: str, **environ: str) -> Settings:
    """Read a URL in an environment of its own."""
    return read_url(url, environ=environ)


def test_a_url_says_everything() -> None:
    """One line in a directory of people is all an operator writes."""
    query = f"{FROM}&password_env=MAIL&timeout_seconds=2.5&tls=required"

    settings = read(f"smtp://mutu%40example.org@mail.example.org:2525?{query}", MAIL=SECRET)

    assert settings == Settings(
        host="mail.example.org",
        port=2525,
        sender="qa@example.org",
        tls="required",
        user="mutu@example.org",
        password=SECRET,
        timeout_seconds=2.5,
    )


@pytest.mark.parametrize(
    "url, port, tls",
    [
        (f"smtp://mail.example.org?{FROM}", 587, "required"),
        (f"SMTP://mail.example.org/?{FROM}&tls=offered", 587, "offered"),
        (f"smtp://127.0.0.1:25?{FROM}&tls=none", 25, "none"),
        (f"smtps://mail.example.org?{FROM}", 465, "implicit"),
        (f"smtps://[::1]:4650?{FROM}", 4650, "implicit"),
    ],
)
def test_what_is_not_said_is_the_safe_and_usual(url: str, port: int, tls: str) -> None:
    """Whoever writes little gets TLS and the port of submission."""
    settings = read(url)

    assert (settings.port, settings.tls, settings.timeout_seconds) == (port, tls, 10)
    assert settings.context.verify_mode is ssl.CERT_REQUIRED
    assert settings.context.check_hostname


@pytest.mark.parametrize(
    "url",
    [
        f"smtp://mutu:{SECRET}@mail.example.org?{FROM}",
        f"smtp://:{SECRET}@mail.example.org?{FROM}",
        f"smtp://mutu:@mail.example.org?{FROM}",
        f"smtps://mutu:a@{SECRET}@mail.example.org?{FROM}",
        f"smtp://mutu:{SECRET}/more@mail.example.org?{FROM}",
        f"smtp://mutu:{SECRET}?more@mail.example.org&{FROM}",
        f"smtp://mutu:12#{SECRET}@mail.example.org?{FROM}",
        f"smtp://mutu:12?{SECRET}@mail.example.org&{FROM}",
        f"smtp://[{SECRET}]@mail.example.org?{FROM}",
        f"smtp://mail.example.org?{FROM}&password={SECRET}",
        f"smtp://mail.example.org?{FROM}&{SECRET}=x",
    ],
)
def test_a_password_in_the_url_is_refused_and_not_repeated(url: str) -> None:
    """URLs lie in files and histories; an error that quotes one puts it into the log, too."""
    with pytest.raises(InvalidValue) as caught:
        read(url)

    assert caught.value.path == "url"
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert SECRET not in told.replace(f"read({url!r})", "")
    assert SECRET.encode() not in pickle.dumps(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "url, path",
    [
        (f"smtp:mail.example.org?{FROM}", "url"),
        (f"smtp://?{FROM}", "url"),
        (f"smtp://mail.example.org:0?{FROM}", "url"),
        (f"smtp://mail.example.org:70000?{FROM}", "url"),
        (f"smtp://mail.example.org/inbox?{FROM}", "url"),
        (f"smtp://mail.example.org?{FROM}#top", "url"),
        (f"smtp://contoh–.example.org?{FROM}", "url"),
        (f"http://mail.example.org?{FROM}", "url"),
        ("smtp://mail.example.org", "url.from"),
        ("smtp://mail.example.org?from=qa", "url.from"),
        ("smtp://mail.example.org?from=aïsyah@example.org", "url.from"),
        ("smtp://mail.example.org?from=a@example.org,b@example.org", "url.from"),
        ("smtp://mail.example.org?from=a@example.org%0D%0ABcc:b@example.org", "url.from"),
        (f"smtp://mail.example.org?{FROM}&{FROM}", "url"),
        (f"smtp://mail.example.org?{FROM}&colour=red", "url"),
        (f"smtp://mail.example.org?{FROM}&tls=maybe", "url.tls"),
        (f"smtp://mail.example.org?{FROM}&tls=implicit", "url.tls"),
        (f"smtps://mail.example.org?{FROM}&tls=none", "url"),
        (f"smtp://mail.example.org?{FROM}&timeout_seconds=0", "url.timeout_seconds"),
        (f"smtp://mail.example.org?{FROM}&timeout_seconds=-1", "url.timeout_seconds"),
        (f"smtp://mail.example.org?{FROM}&timeout_seconds=nan", "url.timeout_seconds"),
        (f"smtp://mail.example.org?{FROM}&timeout_seconds=601", "url.timeout_seconds"),
        (f"smtp://mail.example.org?{FROM}&timeout_seconds=", "url.timeout_seconds"),
        (f"smtp://mail.example.org?{FROM}&ca_file=nowhere.pem", "url.ca_file"),
        (f"smtp://mutu@mail.example.org?{FROM}", "url.password_env"),
        (f"smtp://mail.example.org?{FROM}&password_env=MAIL", "url.password_env"),
        (f"smtp://mutu@mail.example.org?{FROM}&password_env=OTHER", "url.password_env"),
        (f"smtp://mutu@mail.example.org?{FROM}&password_env=MAIL&tls=none", "url.tls"),
        (f"smtp://mutu@mail.example.org?{FROM}&password_env=MAIL&tls=offered", "url.tls"),
        (f"smtp://mutu%0A@mail.example.org?{FROM}&password_env=MAIL", "environ.MAIL"),
    ],
)
def test_a_setting_that_cannot_hold_is_named(url: str, path: str) -> None:
    """It is found when the worker starts, not with the first letter; the path says where."""
    with pytest.raises(InvalidValue) as caught:
        read(url, MAIL=SECRET)

    assert (caught.value.code, caught.value.path) == ("MS101", path)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("password", ["", f"{SECRET}\n", f"{SECRET}é", f"{SECRET}\x00"])
def test_a_password_that_cannot_be_said_is_refused_at_once(password: str) -> None:
    """A line end from a file of secrets is not seen by anybody, and no login would work."""
    url = f"smtp://mutu@mail.example.org?{FROM}&password_env=MAIL"

    with pytest.raises(InvalidValue) as caught:
        read(url, MAIL=password)

    assert "MAIL" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_refusal_speaks_indonesian() -> None:
    """Whoever keeps the directory reads it."""
    with pytest.raises(InvalidValue) as caught:
        read(f"smtp://mutu:{SECRET}@mail.example.org?{FROM}")

    assert "tanpa kata sandi" in caught.value.say("id")


def test_nothing_shows_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are printed while somebody looks for a fault."""
    monkeypatch.setenv("MAIL", SECRET)
    channel = open_channel(f"smtp://mutu@mail.example.org?{FROM}&password_env=MAIL")

    assert repr(channel) == "EmailChannel('smtp://mail.example.org:587')"
    assert SECRET not in repr(channel._settings)


def test_a_file_that_holds_no_certificate_is_refused(tmp_path: Path) -> None:
    """A wrong file would otherwise refuse every server later."""
    file = tmp_path / "ca.pem"
    file.write_text("no certificate", encoding="utf-8")

    with pytest.raises(InvalidValue) as caught:
        read(f"smtps://mail.example.org?{FROM}&ca_file={file}")

    assert caught.value.path == "url.ca_file"
