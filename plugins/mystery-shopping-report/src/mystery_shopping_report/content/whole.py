"""The whole report in words: the front, the details in their order, and the facts at its end."""

from __future__ import annotations

from mystery_shopping.errors import LANGUAGES, InvalidValue
from mystery_shopping.service.dossier import Dossier
from mystery_shopping_report.content.actions import advice_of, silence_of, suggestions_of
from mystery_shopping_report.content.facts import facts_of
from mystery_shopping_report.content.figures import figures_section
from mystery_shopping_report.content.findings import findings_section, pareto_section
from mystery_shopping_report.content.front import (
    basis_of,
    cards_of,
    counts_of,
    holding_of,
    indicators_of,
    mark_of,
)
from mystery_shopping_report.content.people import deviations_section, follow_ups_section
from mystery_shopping_report.content.trend import trend_section
from mystery_shopping_report.content.verdict import clauses_section
from mystery_shopping_report.paper import Paper, Section
from mystery_shopping_report.words import Speaker

_TITLES = """skip contents verdict checks holding kpis actions recommended suggested details about
    analysis advice no_advice""".split()


def make_paper(dossier: Dossier, language: str) -> Paper:
    """Return the report on a dossier in words; `language` is ``"id"`` or ``"en"``.

    Raises:
        InvalidValue: for another language.

    Source: W-10 5.4 and form F-27.
    """
    if language not in LANGUAGES:
        raise InvalidValue(path="language", required=" / ".join(LANGUAGES), actual=language)
    report = dossier.report
    header = report.header
    speaker = Speaker(language, timezone=header.timezone)
    place = {"unit": header.unit, "period": str(header.period)}
    return Paper(
        language=language,
        title=speaker.say("title"),
        subtitle=speaker.say("subtitle", **place),
        running=speaker.say("running", code=header.code, revision=header.revision, **place),
        words={name: speaker.say(name) for name in _TITLES},
        overall=mark_of(report.verdict.row("4").status, speaker),
        counts=counts_of(report.verdict, speaker),
        indicators=indicators_of(report.verdict, speaker),
        holding=holding_of(report.verdict, speaker),
        basis=basis_of(dossier, speaker),
        target=speaker.say("target", target=speaker.percent(report.target, digits=1)),
        cards=cards_of(report, speaker),
        summary=report.summary,
        advice=advice_of(report, speaker),
        suggestions=suggestions_of(report, speaker),
        nothing_suggested=silence_of(report, speaker),
        sections=_sections(dossier, speaker),
        facts=facts_of(dossier, speaker),
    )


def _sections(dossier: Dossier, speaker: Speaker) -> tuple[Section, ...]:
    """Return the details: first what was not right, last every figure."""
    report = dossier.report
    return (
        findings_section(report, speaker),
        pareto_section(report, speaker),
        trend_section(report, speaker),
        clauses_section(report.verdict, speaker),
        deviations_section(dossier, speaker),
        follow_ups_section(report, speaker),
        figures_section(report, speaker),
    )
