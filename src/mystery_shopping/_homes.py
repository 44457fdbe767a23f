"""Where each public name lives: the package fetches it from there when it is first asked for."""

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
    "reporting": "MonthReport",
    "service": "HistoryEntry Program SystemClock propose_plan",
    "service.dossier": "Dossier make_dossier",
    "service.importing": "FilledForm FormFault FormOrder FormRemark FormsImport import_forms",
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
HOME = {name: home for home, names in _HOMES.items() for name in names.split()}
