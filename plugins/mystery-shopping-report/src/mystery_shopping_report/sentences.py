"""The report's own sentences in English; the catalogues hold them in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mystery_shopping.wording import Plural, Sentence

_HEADINGS = {
    "title": Sentence("Mystery shopping report"),
    "skip": Sentence("Skip to the report"),
    "contents": Sentence("Contents"),
    "verdict": Sentence("Verdict of the month"),
    "holding": Sentence("What is not simply met"),
    "kpis": Sentence("The three service KPIs"),
    "actions": Sentence("What to do"),
    "recommended": Sentence("The QC analyst recommends"),
    "suggested": Sentence("The figures suggest"),
    "details": Sentence("Details"),
    "about": Sentence("About this report"),
    "analysis": Sentence("Analysis"),
    "advice": Sentence("Recommendation"),
    "findings": Sentence("Nonconformities and correct solutions"),
    "pareto": Sentence("Where the zeros are"),
    "trend": Sentence("Month by month"),
    "clauses": Sentence("Verdict per clause"),
    "deviations": Sentence("Deviations"),
    "follow_ups": Sentence("Follow-ups (F-28)"),
    "figures": Sentence("All figures"),
}
_COLUMNS = {
    "contacts": Sentence("Contacts"),
    "contact": Sentence("Contact"),
    "ones": Sentence("Ones of marks"),
    "share": Sentence("Share"),
    "likely": Sentence("Likely between"),
    "kpi": Sentence("KPI"),
    "dimension": Sentence("Dimension"),
    "parameter": Sentence("Parameter"),
    "day_part": Sentence("Day part"),
    "reason": Sentence("Reason for contact"),
    "kind": Sentence("Kind"),
    "zeros": Sentence("Zeros"),
    "of_zeros": Sentence("Of all zeros"),
    "so_far": Sentence("Together"),
    "month": Sentence("Month"),
    "good": Sentence("Without follow-up"),
    "limits": Sentence("3-sigma limits"),
    "exact_limits": Sentence("Exact limits"),
    "signals": Sentence("Signals"),
    "clause": Sentence("Clause"),
    "standing": Sentence("Standing"),
    "found": Sentence("What was found"),
    "noted": Sentence("What was not right"),
    "solution": Sentence("What would have been right"),
    "noted_by": Sentence("Noted by"),
    "required": Sentence("Required"),
    "actual": Sentence("Actual"),
    "why": Sentence("Why"),
    "corrective": Sentence("Corrective action"),
    "approved": Sentence("Approved by"),
    "agent": Sentence("Agent"),
    "state": Sentence("State"),
    "measure": Sentence("Measure"),
    "cue": Sentence("Cue for the coaching"),
    "week": Sentence("Week"),
    "moved_to": Sentence("Moved to"),
    "moves": Sentence("Moved weeks"),
}
_FRONT: dict[str, Sentence | Plural] = {
    "subtitle": Sentence("{unit}, {period:month}"),
    "running": Sentence("{code} rev. {revision} · {unit} · {period:month}"),
    "as_of": Sentence("As of {moment} the cycle is {state}."),
    "checks": Sentence("Checks of sections 5 and 6"),
    "counted": Sentence("{words}: {n}"),
    "samples": Sentence("{count} samples of {required} required; {inside} of them in week II."),
    "voided": Plural("{n} contact was taken out.", "{n} contacts were taken out."),
    "frozen": Sentence("The figures are those the recap froze."),
    "provisional": Sentence("The recap is not made yet: these figures still move."),
    "cancelled": Sentence("The cycle was cancelled: {reason}"),
    "target": Sentence(
        "Target QM score: {target}. The line with ends tells where the true share likely is."
    ),
    "no_advice": Sentence("The QC analyst has not published recommendations yet."),
    "no_figures": Sentence("There are no figures yet."),
    "no_suggestions": Sentence("Nothing in the figures calls for attention."),
}
_STANDINGS = {
    "above": Sentence("at or above the target"),
    "unsure": Sentence("at or above the target, but not surely"),
    "below": Sentence("below the target"),
    "unknown": Sentence("no samples yet"),
}
_SIGNALS = {
    "beyond_three_sigma": Sentence("beyond the 3-sigma limits"),
    "beyond_exact_limits": Sentence("beyond the exact limits"),
    "two_of_three_beyond_two_sigma": Sentence("two of three beyond 2 sigma"),
    "four_of_five_beyond_one_sigma": Sentence("four of five beyond 1 sigma"),
    "eight_in_a_row": Sentence("eight in a row on one side"),
}
_NOTES: dict[str, Sentence | Plural] = {
    "findings_count": Plural("{n} nonconformity.", "{n} nonconformities."),
    "no_findings": Sentence("No nonconformity was noted."),
    "pareto_note": Plural("{n} zero was given.", "{n} zeros were given."),
    "no_zeros": Sentence("No zero was given."),
    "others": Plural("{n} other", "{n} others"),
    "tied": Sentence("Lines with as many zeros stand by code."),
    "trend_note": Sentence("Share of contacts that call for no follow-up by themselves (5.5)."),
    "gaps": Sentence("Without a cycle that counts: {months:list}."),
    "no_trend": Sentence("There is no month that counts yet."),
    "no_deviations": Sentence("No deviation was recorded."),
    "no_follow_ups": Sentence("No follow-up is open or was opened."),
    "cue_note": Sentence("By number. A cue helps to coach; it measures nobody and ranks nobody."),
    "figures_note": Sentence("An interval is as wide as the contacts allow, not the marks."),
    "waived_follow_up": Sentence("{clause}, follow-up {number}"),
    "not_approved": Sentence("not approved"),
    "scheduled": Sentence("{measure}, scheduled for {day:date}"),
    "delivered": Sentence("{measure}, delivered on {day:date}"),
    "deviation_number": Sentence("{number}. {clause}"),
    "coaching": Sentence("coaching"),
    "small_group_discussion": Sentence("small group discussion"),
    "both": Sentence("coaching and small group discussion"),
}
_CHARTS = {
    "bar_title": Sentence("{title}: {share}"),
    "bar_description": Sentence("{words}. Target {target}."),
    "bar_target": Sentence("target {target}"),
    "pareto_title": Sentence("Zeros by parameter, most first"),
    "pareto_description": Sentence("{rows:list}."),
    "pareto_row": Sentence("{title}: {n} ({so_far} together)"),
    "pareto_legend": Sentence("Bars: zeros of a line. Dots: zeros so far, out of all."),
    "trend_title": Sentence("Share of contacts without follow-up, month by month"),
    "trend_description": Sentence("{points:list}. {words}."),
    "trend_point": Sentence("{month} {share}"),
    "trend_legend": Sentence(
        "Dashed: 3-sigma limits. Square: a signal. Gap: no cycle that counts."
    ),
    "exact_legend": Sentence("Dashed: exact limits. Square: a signal. Gap: no cycle that counts."),
    "centre": Sentence("mean {share}"),
    "upper": Sentence("upper {share}"),
    "lower": Sentence("lower {share}"),
}
_FACTS = {
    "form": Sentence("Form"),
    "document": Sentence("Document"),
    "document_value": Sentence("{document}, revision {revision}"),
    "unit": Sentence("Unit"),
    "period": Sentence("Period"),
    "made_by": Sentence("Made by"),
    "made_as_of": Sentence("As of"),
    "person": Sentence("{id} ({role})"),
    "policy": Sentence("Policy"),
    "scorecard": Sentence("Scorecard"),
    "version_of": Sentence("{name}, version {version}"),
    "week_2": Sentence("Week II"),
    "days": Sentence("{first:date} to {last:date}"),
    "cycle": Sentence("Cycle"),
    "events": Sentence("Events recorded"),
    "head": Sentence("Head of the chain (SHA-256)"),
}

_GROUPS: tuple[Mapping[str, Sentence | Plural], ...] = (
    _HEADINGS,
    _COLUMNS,
    _FRONT,
    _STANDINGS,
    _SIGNALS,
    _NOTES,
    _CHARTS,
    _FACTS,
)
SENTENCES: Mapping[str, Sentence | Plural] = MappingProxyType(
    {name: sentence for group in _GROUPS for name, sentence in group.items()}
)
