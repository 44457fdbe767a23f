"""Both ways through Apprise keep the contract, but for the wait asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import pytest

from mystery_shopping.testing import ChannelContract, ChannelPlace

if TYPE_CHECKING:
    from conftest import JsonReceiver, MailReceiver

_WAIVED = {
    "the_wait_asked_for_is_passed_on": "Apprise does not say what was answered",
    "every_body_arrives_intact": "Apprise cuts white space off the end of a body",
}


class TestJson(ChannelContract):
    """The generic JSON service, to a real HTTP server."""

    waived = _WAIVED

    @pytest.fixture
    def channel_place(self, hook: JsonReceiver) -> ChannelPlace:
        """The receiver of JSON."""
        return hook


class TestMail(ChannelContract):
    """The e-mail service, to a real SMTP server."""

    waived: ClassVar[Mapping[str, str]] = {
        **_WAIVED,
        "every_subject_arrives_intact": "Apprise folds no subject; a mail server refuses the line",
    }

    @pytest.fixture
    def channel_place(self, mailbox: MailReceiver) -> ChannelPlace:
        """The receiver of mail."""
        return mailbox
