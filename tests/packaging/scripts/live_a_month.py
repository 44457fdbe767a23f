"""Lives one month with nothing but what is installed, and prints the verdict as JSON.

Called with the URL of a log and, if wanted, formats to export the month to, each into a folder of
its name.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import mystery_shopping as ms
from mystery_shopping.plugins import PluginHost
from mystery_shopping.service.dossier import make_dossier

QCA = ms.Person("rina", ms.Role.QCA)
QCO = ms.Person("bayu", ms.Role.QCO)
AGENT = ms.Person("a1", ms.Role.AGENT, "team-1")
SPV = ms.Person("wulan", ms.Role.SPV)
KINDS = (*ms.Kind, ms.Kind.REQUEST)
HOURS = {"morning": 8, "noon": 12, "afternoon": 16, "night": 20}
REASONS = tuple(ms.ReasonCount(f"r{n}", 90 - n, kind) for n, kind in enumerate(KINDS))
RANKING = ms.ReasonRanking(ms.Period(2026, 10), REASONS, "october.csv")
PLAN = tuple(
    ms.PlannedContact(turn % 5 + 1, date(2026, 11, 8 + turn // 6), tuple(HOURS)[turn % 4], QCO)
    for turn in sorted(range(40), key=lambda turn: (turn // 6, turn % 4))
)
LAST = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
Step = tuple[ms.Person, ms.Command]


def instant(day: int, hour: int = 9) -> datetime:
    """Return an instant of November 2026 at the site."""
    return datetime(2026, 11, day, hour, tzinfo=LAST.tzinfo)


def before_week_two() -> Iterator[Step]:
    """Give the steps from the material to the assignment."""
    yield QCA, ms.CollectReasons(RANKING)
    yield QCA, ms.SelectMaterial()
    for row in REASONS:
        text = ms.ScenarioText(
            basis=ms.Basis.FREQUENT_PROBLEM, title=row.code, source=row.code, brief="tanya",
            solution="jawab",
        )  # fmt: skip
        yield QCA, ms.DraftScenario(text)
    yield QCA, ms.ApproveScenarios()
    yield QCA, ms.PlanContacts(PLAN)
    yield QCA, ms.AssignContacts()


def after_week_two(codes: tuple[str, ...]) -> Iterator[Step]:
    """Give the steps from the end of the contacts to the report."""
    yield QCA, ms.FinishExecution()
    for number in range(1, 41):
        yield QCO, ms.EvaluateContact(number, dict.fromkeys(codes, 1), ())
        yield QCO, ms.SubmitForm(number)
        yield QCA, ms.AcceptForm(number)
    yield QCA, ms.Recapitulate()
    yield QCA, ms.PublishReport(tuple(ms.Recommendation(kpi, "baik", "teruskan") for kpi in ms.Kpi))
    yield QCA, ms.HandOverNonconformities()
    yield SPV, ms.PassOnNonconformities()
    yield QCA, ms.Close()


def live(program: ms.Program) -> str:
    """Live the month and return its cycle's id."""
    cycle = program.open_cycle(unit="malang", period="2026-11", by=QCA, at=instant(2))

    def do(step: Step, at: datetime) -> None:
        by, command = step
        program.execute(cycle.id, command, by=by, at=at)

    for minute, step in enumerate(before_week_two()):
        do(step, instant(2) + timedelta(minutes=minute))
    do((QCA, ms.StartExecution()), instant(8, 7))
    for number, plan in enumerate(PLAN, start=1):
        at = instant(plan.on.day, HOURS[plan.day_part])
        do((QCO, ms.PerformContact(number, at, AGENT)), at)
    for minute, step in enumerate(after_week_two(cycle.scorecard.codes)):
        do(step, instant(16) + timedelta(minutes=minute))
    return cycle.id


def main(url: str, *formats: str) -> None:
    """Live the month on a log, read it from there once more, and say what became of it."""
    with ms.open_program(url, policy=ms.Policy(qm_target=85)) as program:
        cycle_id = live(program)
        dossier = make_dossier(program, cycle_id, by=QCA, as_of=LAST)
        rows = program.verdict(cycle_id, as_of=LAST)
        said = {row.clause: [row.status.name, row.sentence.say("id")] for row in rows}
    host, files = PluginHost(), []
    for name in formats:
        folder = Path(name)
        folder.mkdir()
        written = host.exporter(name).export(dossier, folder, language="id")
        files += [path.as_posix() for path in written if path.stat().st_size]
    result = {"home": ms.__file__, "path": sys.path, "verdict": said, "files": files}
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
