"""Addresses: what is inside, what is outside, and what only looks like either."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopping_webhook.addresses import Reach, allowed, reach

PUBLIC = """
    1.1.1.1 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.167.1.1
    198.17.1.1 198.20.1.1 223.255.255.254 2606:4700::1111 2001:200::1 3ffe::1 64:ff9b::101:101
""".split()
OWN_NETWORK = """
    10.0.0.1 10.255.255.255 100.64.0.1 127.0.0.1 127.255.0.1 172.16.0.1 172.31.255.255 192.168.1.1
    ::1 fc00::1 fdff::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:9.9.9.9 64:ff9b::7f00:1
    64:ff9b::a00:1
""".split()
NOWHERE = """
    0.0.0.0 0.1.2.3 169.254.169.254 192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1
    203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::127.0.0.1 ::9.9.9.9 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 2001:db8::1 2001::1
    2002:7f00:1:: 2002:909:909::1 3fff::1 100::1 64:ff9b:1::1 64:ff9b::a9fe:a9fe
    ::ffff:169.254.169.254 ::ffff:0.0.0.0 4000::1
""".split()
TRANSLATED = ip_network("64:ff9b::/96")


@pytest.mark.parametrize(
    "text,leads_to",
    [
        *((text, Reach.PUBLIC) for text in PUBLIC),
        *((text, Reach.OWN_NETWORK) for text in OWN_NETWORK),
        *((text, Reach.NOWHERE) for text in NOWHERE),
    ],
)
def test_an_address_leads_where_the_registries_say(text: str, leads_to: Reach) -> None:
    """One network forgotten is the one an attacker asks for."""
    assert reach(ip_address(text)) is leads_to


@given(st.ip_addresses())
def test_what_counts_as_public_is_so_for_python_too(address: object) -> None:
    """A second opinion: our list may be narrower than Python's, never wider."""
    found = ip_address(str(address))

    if reach(found) is Reach.PUBLIC and found not in TRANSLATED:
        assert found.is_global
        assert not found.is_multicast


@pytest.mark.parametrize(
    "secure,allow_private,fit",
    [
        (True, False, ("9.9.9.9",)),
        (True, True, ("10.0.0.1", "9.9.9.9")),
        (False, True, ("10.0.0.1",)),
        (False, False, ()),
    ],
)
def test_plain_http_stays_inside_and_inside_is_asked_for(
    *, secure: bool, allow_private: bool, fit: tuple[str, ...]
) -> None:
    """A notice in the clear must not cross the internet; no name may lead inside unasked."""
    found = ["10.0.0.1", "169.254.169.254", "9.9.9.9"]

    assert allowed(found, secure=secure, allow_private=allow_private) == fit
