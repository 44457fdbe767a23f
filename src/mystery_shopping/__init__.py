"""Mystery shopping in contact centres, as IN.QCC.TELK.W-10 asks for it.

Names load on first use, so that importing the package costs next to nothing.
"""

# ruff: noqa: F403, F405 - the stars are for type checkers alone; `__all__` says what is public

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from mystery_shopping._homes import HOME

if TYPE_CHECKING:
    from mystery_shopping.codec import *
    from mystery_shopping.errors import *
    from mystery_shopping.model import *
    from mystery_shopping.plugins import *
    from mystery_shopping.ports import *
    from mystery_shopping.reporting import *
    from mystery_shopping.rules import *
    from mystery_shopping.rules.plan_maker import *
    from mystery_shopping.service import *
    from mystery_shopping.service.dossier import *
    from mystery_shopping.service.importing import *
    from mystery_shopping.service.notifications import *
    from mystery_shopping.service.pseudonyms import *
    from mystery_shopping.service.retention import *
    from mystery_shopping.service.subject import *
    from mystery_shopping.values import *
    from mystery_shopping.workflow import *
    from mystery_shopping.workflow.commands import *
    from mystery_shopping.workflow.events import *

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
    "Dossier",
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
    "FilledForm",
    "Finding",
    "FinishExecution",
    "FixedDays",
    "FollowUp",
    "FollowUpDone",
    "FollowUpState",
    "FormFault",
    "FormOrder",
    "FormRemark",
    "FormReturn",
    "FormsImport",
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
    "MonthReport",
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
    "import_forms",
    "load_directory",
    "load_policy",
    "load_scorecard",
    "make_dossier",
    "make_plan",
    "open_bookkeeping",
    "open_program",
    "plain",
    "preview_year",
    "propose_plan",
    "pseudonymise",
]


if not TYPE_CHECKING:  # a type checker shall find every name above, and miss what is not there

    def __getattr__(name: str) -> object:
        if name not in HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{__name__}.{HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
