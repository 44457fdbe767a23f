"""The people of the month that is played: everyone the instruction names, and the agents."""

from __future__ import annotations

import attrs

import mystery_shopping as ms

TEAMS = ("anggrek", "kenanga", "melati")
_QCA = ms.Person("rina", ms.Role.QCA)
_OFFICERS = tuple(ms.Person(name, ms.Role.QCO) for name in ("bayu", "citra", "dimas"))
_LEADERS = tuple(
    ms.Person(name, ms.Role.TL, team)
    for name, team in zip(("tono", "yuni", "sari"), TEAMS, strict=True)
)
_SUPERVISOR = ms.Person("hadi", ms.Role.SPV)
_MANAGER = ms.Person("wulan", ms.Role.MANAGER)
_NAMES = ("adi agus ani arif", "bela beni budi cahya", "dian eka fajar gita")
_AGENTS = tuple(
    ms.Person(name, ms.Role.AGENT, team)
    for team, names in zip(TEAMS, _NAMES, strict=True)
    for name in names.split()
)
HELP = ms.Text(
    "bayu cuti mulai hari ke-5 minggu ke-II", "bayu is on leave from the fifth day of week II"
)


@attrs.frozen
class Cast:
    """Who plays what; `leaders` lead the teams in their order."""

    qca: ms.Person = _QCA
    officers: tuple[ms.Person, ...] = _OFFICERS
    leaders: tuple[ms.Person, ...] = _LEADERS
    supervisor: ms.Person = _SUPERVISOR
    manager: ms.Person = _MANAGER
    agents: tuple[ms.Person, ...] = _AGENTS

    @property
    def staff(self) -> tuple[ms.Person, ...]:
        """Everybody but the agents, who never hear of a plan."""
        return (self.qca, *self.officers, *self.leaders, self.supervisor, self.manager)

    @property
    def helper(self) -> ms.Person:
        """The team leader who helps as a contacter, and never tests the own team."""
        return self.leaders[-1]

    def leader_of(self, agent: ms.Person) -> ms.Person:
        """Return who leads an agent's team."""
        return next((row for row in self.leaders if row.team == agent.team), self.helper)

    @property
    def stand_ins(self) -> tuple[ms.Person, ...]:
        """Who can step in at any time: every officer but the first, who goes on leave."""
        return self.officers[1:]

    def agents_for(self, contact: ms.Contact) -> list[ms.Person]:
        """Return who may answer a contact: the team it is aimed at, never the contacter's own."""
        own = contact.contacter.team if contact.contacter else None
        aimed = [agent for agent in self.agents if agent.team == contact.plan.team]
        return [agent for agent in aimed or self.agents if agent.team != own]
