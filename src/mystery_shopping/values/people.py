"""People: an opaque id with a role; names live outside."""

from __future__ import annotations

from enum import StrEnum

import attrs

from mystery_shopping.errors import InvalidValue, Text
from mystery_shopping.values._check import code, kind, slug


class Role(StrEnum):
    """Who somebody is in the instruction.

    `MANAGER` and `SYSTEM` are not named by W-10: the one who, beside a supervisor, may approve a
    deviation, and the clock that reminds people of their dates.
    """

    QCA = "qca"
    QCO = "qco"
    SPV = "spv"
    TL = "tl"
    AGENT = "agent"
    MANAGER = "manager"
    SYSTEM = "system"

    @property
    def label(self) -> Text:
        """The role in words."""
        return _LABELS[self]


_LABELS = {
    Role.QCA: Text("QC Analyst", "QC analyst"),
    Role.QCO: Text("QC Officer", "QC officer"),
    Role.SPV: Text("Supervisor Layanan", "supervisor"),
    Role.TL: Text("Team Leader", "team leader"),
    Role.AGENT: Text("Agent", "agent"),
    Role.MANAGER: Text("Manajer", "manager"),
    Role.SYSTEM: Text("Sistem", "system"),
}

_ROLES = frozenset(role.value for role in Role)
CONTACTERS = frozenset({Role.QCO, Role.SPV, Role.TL})
HELPERS = frozenset({Role.SPV, Role.TL})


@attrs.frozen
class Person:
    """Somebody: an opaque `id`, a `role`, and the `team` a team leader or an agent is in.

    >>> Person.parse("sari:tl:team-3")
    Person(id='sari', role=<Role.TL: 'tl'>, team='team-3')

    Source: W-10 5.2.2 and the actors of section 5.
    """

    id: str = attrs.field(validator=slug)
    role: Role = attrs.field(validator=kind(Role))
    team: str | None = attrs.field(default=None, validator=attrs.validators.optional(code))

    @classmethod
    def parse(cls, text: str) -> Person:
        """Return the person written ``id:role`` or ``id:role:team``.

        Raises:
            InvalidValue: when a part is missing or the role unknown.
        """
        parts = text.split(":", 2) if isinstance(text, str) else []
        if len(parts) not in {2, 3} or parts[1] not in _ROLES or not all(parts):
            wanted = f"id:role[:team], role {', '.join(sorted(_ROLES))}"
            raise InvalidValue(path="person", required=Text(wanted, wanted), actual=text)
        return cls(parts[0], Role(parts[1]), parts[2] if len(parts) == 3 else None)

    def __str__(self) -> str:
        return ":".join(part for part in (self.id, self.role.value, self.team) if part)
