"""Mystery shopping in contact centres, as IN.QCC.TELK.W-10 asks for it.

Names load on first use, so that importing the package costs next to nothing.
"""

# ruff: noqa: F403, F405 - the stars are for type checkers alone; `__all__` says what is public

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mystery_shopping.codec import *
    from mystery_shopping.errors import *
    from mystery_shopping.model import *
    from mystery_shopping.plugins import *
    from mystery_shopping.ports import *
    from mystery_shopping.rules import *
    from mystery_shopping.rules.plan_maker import *
    from mystery_shopping.service import *
    from mystery_shopping.service.notifications import *
    from mystery_shopping.service.pseudonyms import *
    from mystery_shopping.service.retention import *
    from mystery_shopping.service.subject import *
    from mystery_shopping.values import *
    from mystery_shopping.workflow import *
    from mystery_shopping.workflow.commands import *
    from mystery_shopping.workflow.events import *

_HOMES = {
    "codec": "ChainReport load_policy load_scorecard plain",
    "errors": (
        "ChainBroken ChannelFailure CommandRefused Conflict CycleAlreadyOpen InvalidInput "
        "InvalidValue LogBusy LogFailure LogUnusable Misuse MysteryShoppingError NaiveDatetime "
        "NotFound PermanentFailure PlanImpossible PortError Refusal SchemeClaimedTwice Text "
        "TooManyConflicts TransientFailure UnknownEvent UnknownScheme Unmet"
    ),
    "model": (
        "AgentPlanning Attempt Basis Contact ContactState Coverage Cycle CycleState "
        "Deadline Deviation Dimension Evaluation Figure Finding FollowUp FollowUpDone "
        "FollowUpState FormReturn Kind Kpi Material Measure MissingKind NewProduct "
        "Nonconformity NotApplicable Occurrence Outcome OutsideWindow Parameter "
        "PlannedContact Policy RankingScope ReasonCount ReasonRanking Recap "
        "Recommendation ReminderKind Report RetentionFrom Scenario ScenarioText Scorecard "
        "Shortfall Step TargetBasis Trigger WindowMove ZeroOnSolution default_scorecard"
    ),
    "values": (
        "CLAUSES CalendarRows Clause ClauseKind DayPart DayPartTable ExplicitDates "
        "FixedDays Period Person Role Share Vector WeekPreview WeekRule Weeks Window "
        "preview_year"
    ),
    "plugins": ("PluginHost PluginReport ReasonReader hookimpl open_bookkeeping open_program"),
    "ports": (
        "Bookkeeping Capabilities Channel Clock DeadlineRow Delivery DeliveryState Entry "
        "Envelope EventLog Message Receipt Recorded StreamInfo"
    ),
    "rules": (
        "Check ClauseRow ContacterLoad Missing MonthRow MonthlyOccurrence OutstandingForm "
        "Status Verdict"
    ),
    "rules.plan_maker": "Contacter PlanRequest make_plan",
    "service": "HistoryEntry Program SystemClock propose_plan",
    "service.notifications": (
        "Contactable Directory Notifier QuietHours Retry Subscription SubscriptionStart "
        "TickReport load_directory"
    ),
    "service.pseudonyms": "pseudonymise",
    "service.retention": "Certificate DueCycle Hold Retention",
    "service.subject": ("AgentFollowUp AgentRecords AnsweredContact AnsweredForm agent_records"),
    "workflow": "Allowed",
    "workflow.commands": (
        "AcceptForm AddNewProducts ApproveDeviation ApproveScenarios ApproveWindowMove "
        "AssignContacts Assignment Cancel Close CloseWithDeviations CollectReasons "
        "Command DeliverFollowUp DraftScenario EvaluateContact FinishExecution "
        "ForwardForm HandOverFollowUp HandOverNonconformities LogAttempt MoveWindow "
        "NoteNonconformity PassOnFollowUp PassOnNonconformities PerformContact "
        "PlanContacts PublishReport ReassignContact Recapitulate RecordDeviation "
        "ReturnForm ReviseScenario ScheduleFollowUp SelectMaterial StartExecution "
        "SubmitForm VerifyFollowUp VoidContact"
    ),
    "workflow.events": "Event Stamp",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "CLAUSES",
    "AcceptForm",
    "AddNewProducts",
    "AgentFollowUp",
    "AgentPlanning",
    "AgentRecords",
    "Allowed",
    "AnsweredContact",
    "AnsweredForm",
    "ApproveDeviation",
    "ApproveScenarios",
    "ApproveWindowMove",
    "AssignContacts",
    "Assignment",
    "Attempt",
    "Basis",
    "Bookkeeping",
    "CalendarRows",
    "Cancel",
    "Capabilities",
    "Certificate",
    "ChainBroken",
    "ChainReport",
    "Channel",
    "ChannelFailure",
    "Check",
    "Clause",
    "ClauseKind",
    "ClauseRow",
    "Clock",
    "Close",
    "CloseWithDeviations",
    "CollectReasons",
    "Command",
    "CommandRefused",
    "Conflict",
    "Contact",
    "ContactState",
    "Contactable",
    "Contacter",
    "ContacterLoad",
    "Coverage",
    "Cycle",
    "CycleAlreadyOpen",
    "CycleState",
    "DayPart",
    "DayPartTable",
    "Deadline",
    "DeadlineRow",
    "DeliverFollowUp",
    "Delivery",
    "DeliveryState",
    "Deviation",
    "Dimension",
    "Directory",
    "DraftScenario",
    "DueCycle",
    "Entry",
    "Envelope",
    "EvaluateContact",
    "Evaluation",
    "Event",
    "EventLog",
    "ExplicitDates",
    "Figure",
    "Finding",
    "FinishExecution",
    "FixedDays",
    "FollowUp",
    "FollowUpDone",
    "FollowUpState",
    "FormReturn",
    "ForwardForm",
    "HandOverFollowUp",
    "HandOverNonconformities",
    "HistoryEntry",
    "Hold",
    "InvalidInput",
    "InvalidValue",
    "Kind",
    "Kpi",
    "LogAttempt",
    "LogBusy",
    "LogFailure",
    "LogUnusable",
    "Material",
    "Measure",
    "Message",
    "Missing",
    "MissingKind",
    "Misuse",
    "MonthRow",
    "MonthlyOccurrence",
    "MoveWindow",
    "MysteryShoppingError",
    "NaiveDatetime",
    "NewProduct",
    "Nonconformity",
    "NotApplicable",
    "NotFound",
    "NoteNonconformity",
    "Notifier",
    "Occurrence",
    "Outcome",
    "OutsideWindow",
    "OutstandingForm",
    "Parameter",
    "PassOnFollowUp",
    "PassOnNonconformities",
    "PerformContact",
    "Period",
    "PermanentFailure",
    "Person",
    "PlanContacts",
    "PlanImpossible",
    "PlanRequest",
    "PlannedContact",
    "PluginHost",
    "PluginReport",
    "Policy",
    "PortError",
    "Program",
    "PublishReport",
    "QuietHours",
    "RankingScope",
    "ReasonCount",
    "ReasonRanking",
    "ReasonReader",
    "ReassignContact",
    "Recap",
    "Recapitulate",
    "Receipt",
    "Recommendation",
    "RecordDeviation",
    "Recorded",
    "Refusal",
    "ReminderKind",
    "Report",
    "Retention",
    "RetentionFrom",
    "Retry",
    "ReturnForm",
    "ReviseScenario",
    "Role",
    "Scenario",
    "ScenarioText",
    "ScheduleFollowUp",
    "SchemeClaimedTwice",
    "Scorecard",
    "SelectMaterial",
    "Share",
    "Shortfall",
    "Stamp",
    "StartExecution",
    "Status",
    "Step",
    "StreamInfo",
    "SubmitForm",
    "Subscription",
    "SubscriptionStart",
    "SystemClock",
    "TargetBasis",
    "Text",
    "TickReport",
    "TooManyConflicts",
    "TransientFailure",
    "Trigger",
    "UnknownEvent",
    "UnknownScheme",
    "Unmet",
    "Vector",
    "Verdict",
    "VerifyFollowUp",
    "VoidContact",
    "WeekPreview",
    "WeekRule",
    "Weeks",
    "Window",
    "WindowMove",
    "ZeroOnSolution",
    "agent_records",
    "default_scorecard",
    "hookimpl",
    "load_directory",
    "load_policy",
    "load_scorecard",
    "make_plan",
    "open_bookkeeping",
    "open_program",
    "plain",
    "preview_year",
    "propose_plan",
    "pseudonymise",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
