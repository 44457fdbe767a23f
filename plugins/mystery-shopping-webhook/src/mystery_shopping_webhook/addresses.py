"""Which IP addresses a message may go to: by default those of the public internet alone."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


class Reach(enum.Enum):
    """Where an address leads to."""

    PUBLIC = "public"
    OWN_NETWORK = "own network"
    NOWHERE = "nowhere"


# Written out, because Python's own `is_private` and `is_global` differ between its releases.
_OWN_NETWORKS = "10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7"
# Link-local stays out even of the own network: there the machines of a cloud give out their keys.
_NOWHERE = (
    "0.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 "
    "198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 2001::/23 2001:db8::/32 2002::/16 3fff::/20"
)
_LISTED = {
    Reach.OWN_NETWORK: tuple(map(ip_network, _OWN_NETWORKS.split())),
    Reach.NOWHERE: tuple(map(ip_network, _NOWHERE.split())),
}
_PUBLIC_V6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")


def allowed(addresses: Sequence[str], *, secure: bool, allow_private: bool) -> tuple[str, ...]:
    """Return the addresses a message may go to, in their order.

    Without TLS that is the own network at most, and the own network only when it is allowed.

    >>> allowed(["10.0.0.7", "9.9.9.9"], secure=True, allow_private=False)
    ('9.9.9.9',)
    """
    wanted = {Reach.PUBLIC} if secure else set()
    if allow_private:
        wanted.add(Reach.OWN_NETWORK)
    return tuple(address for address in addresses if reach(ip_address(address)) in wanted)


def reach(address: IPv4Address | IPv6Address) -> Reach:
    """Return where an address leads to; one that wraps another leads where that one does.

    An IPv4 address mapped into IPv6 never counts as public: no name has a use for one.
    """
    for listed, networks in _LISTED.items():
        if any(address in network for network in networks):
            return listed
    if isinstance(address, IPv4Address):
        return Reach.PUBLIC
    if address.ipv4_mapped:
        mapped = reach(address.ipv4_mapped)
        return Reach.OWN_NETWORK if mapped is Reach.PUBLIC else mapped
    if address in _NAT64:
        return reach(IPv4Address(address.packed[-4:]))
    return Reach.PUBLIC if address in _PUBLIC_V6 else Reach.NOWHERE
