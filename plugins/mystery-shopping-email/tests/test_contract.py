"""Letters keep the contract of channels on every way; what SMTP has no word for is waived."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest

from mystery_shopping.testing import ChannelContract
from mystery_shopping_email.testing import PostOffice, Way

_NO_WAIT = {"the_wait_asked_for_is_passed_on": "SMTP has no word for a wait"}

MakePost = Callable[..., PostOffice]
MakeWay = Callable[..., Way]


class TestPlain(ChannelContract):
    """A relay on the same machine."""

    waived: ClassVar = _NO_WAIT | {"no_secret_shows": "a password is not said without TLS"}

    @pytest.fixture
    def channel_place(self, make_post: MakePost) -> PostOffice:
        """No TLS, no login."""
        return make_post()


class TestStarttls(ChannelContract):
    """The usual way to a submission server."""

    waived: ClassVar = _NO_WAIT

    @pytest.fixture
    def channel_place(self, make_post: MakePost, make_way: MakeWay) -> PostOffice:
        """STARTTLS, then a login."""
        return make_post(make_way("required"))


class TestImplicitTls(ChannelContract):
    """The way RFC 8314 prefers."""

    waived: ClassVar = _NO_WAIT

    @pytest.fixture
    def channel_place(self, make_post: MakePost, make_way: MakeWay) -> PostOffice:
        """TLS from the first byte, then a login."""
        return make_post(make_way("implicit"))
