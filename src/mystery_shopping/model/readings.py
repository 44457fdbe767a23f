"""The readings of what W-10 leaves open: one enumeration per question of A1–A18."""

from __future__ import annotations

from enum import StrEnum


class Occurrence(StrEnum):
    """When a month counts as done (A4)."""

    PERFORMED = "performed"
    REPORTED = "reported"
    CLOSED = "closed"


class OutsideWindow(StrEnum):
    """What becomes of a contact made in the month but outside week II (A5)."""

    COUNT_AND_FLAG = "count_and_flag"
    EXCLUDE = "exclude"
    REJECT = "reject"


class Shortfall(StrEnum):
    """What an unmet clause does to the end of the cycle (A6)."""

    CLOSE_WITH_DEVIATIONS = "close_with_deviations"
    BLOCK = "block"


class Coverage(StrEnum):
    """What "covers the four day parts" asks of each (A7)."""

    MINIMUM = "minimum"
    PROPORTIONAL = "proportional"


class RankingScope(StrEnum):
    """Whether the five largest reasons are taken overall or in each kind (A8)."""

    OVERALL = "overall"
    PER_KIND = "per_kind"


class MissingKind(StrEnum):
    """What a kind without a reason is (A8)."""

    WARNING = "warning"
    ERROR = "error"


class ZeroOnSolution(StrEnum):
    """What "zero on the solution dimension" means (A10)."""

    DIMENSION = "dimension"
    ANY_PARAMETER = "any_parameter"
    CRITICAL_PARAMETER = "critical_parameter"


class TargetBasis(StrEnum):
    """What is held against the target QM score (A10)."""

    COMBINED = "combined"
    EACH = "each"
    AGENT_MEAN = "agent_mean"


class NotApplicable(StrEnum):
    """What a parameter that does not apply counts as (A12)."""

    FORBID = "forbid"
    EXCLUDE = "exclude"
    PASS = "pass"  # noqa: S105 - a reading, no password


class FollowUpDone(StrEnum):
    """How far a follow-up must be for the cycle to close (A15)."""

    DELIVERED = "delivered"
    VERIFIED = "verified"
    SCHEDULED = "scheduled"


class RetentionFrom(StrEnum):
    """From when the three years run (A16)."""

    CLOSING = "closing"
    FORM = "form"
    YEAR_END = "year_end"


class AgentPlanning(StrEnum):
    """Whether the agent is written down after the contact or planned before it (A18)."""

    RECORDED_AFTER = "recorded_after"
    PLANNED = "planned"
