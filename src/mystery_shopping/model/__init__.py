"""The nouns of mystery shopping."""

from mystery_shopping.model.contact import (
    Attempt,
    Contact,
    ContactState,
    Outcome,
    PlannedContact,
)
from mystery_shopping.model.cycle import Cycle, CycleState, Step
from mystery_shopping.model.deviation import Deviation, WindowMove
from mystery_shopping.model.evaluation import Evaluation, Finding, FormReturn, Nonconformity
from mystery_shopping.model.follow_up import FollowUp, FollowUpState, Measure, Trigger
from mystery_shopping.model.material import (
    Kind,
    Material,
    NewProduct,
    ReasonCount,
    ReasonRanking,
)
from mystery_shopping.model.policy import Policy
from mystery_shopping.model.readings import (
    AgentPlanning,
    Coverage,
    FollowUpDone,
    MissingKind,
    NotApplicable,
    Occurrence,
    OutsideWindow,
    RankingScope,
    RetentionFrom,
    Shortfall,
    TargetBasis,
    ZeroOnSolution,
)
from mystery_shopping.model.recap import Figure, Recap, Recommendation, Report
from mystery_shopping.model.reminder import Deadline, ReminderKind
from mystery_shopping.model.scenario import Basis, Scenario, ScenarioText
from mystery_shopping.model.scorecard import (
    Dimension,
    Kpi,
    Parameter,
    Scorecard,
    default_scorecard,
)

__all__ = [
    "AgentPlanning",
    "Attempt",
    "Basis",
    "Contact",
    "ContactState",
    "Coverage",
    "Cycle",
    "CycleState",
    "Deadline",
    "Deviation",
    "Dimension",
    "Evaluation",
    "Figure",
    "Finding",
    "FollowUp",
    "FollowUpDone",
    "FollowUpState",
    "FormReturn",
    "Kind",
    "Kpi",
    "Material",
    "Measure",
    "MissingKind",
    "NewProduct",
    "Nonconformity",
    "NotApplicable",
    "Occurrence",
    "Outcome",
    "OutsideWindow",
    "Parameter",
    "PlannedContact",
    "Policy",
    "RankingScope",
    "ReasonCount",
    "ReasonRanking",
    "Recap",
    "Recommendation",
    "ReminderKind",
    "Report",
    "RetentionFrom",
    "Scenario",
    "ScenarioText",
    "Scorecard",
    "Shortfall",
    "Step",
    "TargetBasis",
    "Trigger",
    "WindowMove",
    "ZeroOnSolution",
    "default_scorecard",
]
