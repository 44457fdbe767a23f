"""The command `demo`: reads the reasons, plays the month, and shows what it came to."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import click

import mystery_shopping as ms
from mystery_shopping_cli.demo.closing import last_page
from mystery_shopping_cli.demo.ending import close, follow_up, report
from mystery_shopping_cli.demo.executing import WeekTwo
from mystery_shopping_cli.demo.place import DEFAULT_DB, clear_place
from mystery_shopping_cli.demo.play import Play
from mystery_shopping_cli.demo.plot import make_plot
from mystery_shopping_cli.demo.post import start_post
from mystery_shopping_cli.demo.posted import plain_post
from mystery_shopping_cli.demo.preparing import open_month, plan_contacts, write_scenarios
from mystery_shopping_cli.demo.printing import Printer, plain_papers
from mystery_shopping_cli.demo.reach import MAIL, WEBHOOK, Reach
from mystery_shopping_cli.demo.stage import Stage
from mystery_shopping_cli.demo.title import title_page
from mystery_shopping_cli.examples import CONTACTS, MAPPING
from mystery_shopping_cli.explaining import emit
from mystery_shopping_cli.reading import read_reasons
from mystery_shopping_cli.session import Session
from mystery_shopping_cli.shared import shared_options
from mystery_shopping_cli.views.material import ranking_blocks
from mystery_shopping_cli.wording import say

DEFAULT_SEED = 2
_HELP = ms.Text(
    """Memainkan satu bulan penuh dari ekspor alasan kontak, dalam hitungan detik.

    Seed genap membuat satu kontak menyimpang, sehingga siklus ditutup dengan deviasi; seed
    ganjil ditutup bersih. Seed yang sama memainkan bulan yang sama.""",
    """Play a whole month from an export of contact reasons, in seconds.

    An even seed lets one contact stray, so that the cycle closes with a deviation; an odd seed
    closes clean. The same seed plays the same month.""",
)
_THIN = ms.Text(
    "{file}: {month} hanya punya {count} alasan, perlu {places}; bulan lain: {others};"
    " beri --period bulan sesudahnya",
    "{file}: {month} has {count} reasons, {places} are needed; other months: {others};"
    " give the month after as --period",
)
_OPTIONS: tuple[tuple[str, dict[str, Any], ms.Text], ...] = (
    (
        "--seed",
        {"type": int, "default": DEFAULT_SEED, "show_default": True},
        ms.Text("jalannya bulan itu", "which way the month goes"),
    ),
    (
        "--period",
        {"metavar": "YYYY-MM", "default": "2026-11", "show_default": True},
        ms.Text(
            "bulan N siklus; alasannya dari bulan N-1",
            "the cycle's month N; its reasons are of month N-1",
        ),
    ),
    (
        "--reasons",
        {"type": click.Path(exists=True, dir_okay=False), "metavar": "FILE"},
        ms.Text("ekspor lain, CSV atau XLSX", "another export, CSV or XLSX"),
    ),
    (
        "--mapping",
        {"type": click.Path(exists=True, dir_okay=False), "metavar": "FILE"},
        ms.Text("arti kolomnya (TOML); tanpa ini ditebak", "its columns (TOML); else guessed"),
    ),
    (
        "--db",
        {"metavar": "URL", "default": DEFAULT_DB, "show_default": True},
        ms.Text("tempat log; dibuat baru", "where the log goes; made anew"),
    ),
    (
        "--smtp",
        {"metavar": "URL"},
        ms.Text(
            "kirim pemberitahuan sungguhan lewat server surel ini",
            "really send the notices by this mail server",
        ),
    ),
    (
        "--mail-domain",
        {"metavar": "DOMAIN", "default": "example.org", "show_default": True},
        ms.Text("alamatnya: id@DOMAIN", "the addresses: id@DOMAIN"),
    ),
    (
        "--papers",
        {"metavar": "DIR", "default": "demo-output", "show_default": True},
        ms.Text(
            "folder untuk form dan laporan; kosong: tidak ditulis",
            "where the forms and the report go; empty: none are written",
        ),
    ),
    (
        "--webhook",
        {"metavar": "URL"},
        ms.Text("kirim juga ke alamat web ini", "send them to this web address, too"),
    ),
)


def make_command(name: str) -> click.Command:
    """Return the command."""
    options = [click.Option([flag], help=say(text), **more) for flag, more, text in _OPTIONS]
    shared = shared_options("policy", "scorecard")
    return click.Command(name, callback=_play, params=[*options, *shared], help=say(_HELP))


@click.pass_obj
def _play(session: Session, /, **chosen: Any) -> None:  # noqa: ANN401 - click's
    started = perf_counter()
    reach = _reach(session.host, chosen)
    reach.check()  # before a place is cleared for a month that would not be told
    period = ms.Period.parse(chosen["period"])
    policy = session.load_policy() or ms.Policy(qm_target=85)
    file, mapping = _files(chosen)
    ranking = read_reasons(
        session.host, file, mapping=mapping, period=period.previous, policy=policy
    )
    _refuse_thin_month(ranking, places=policy.top_reasons)
    clear_place(session.host, chosen["db"])
    program = ms.open_program(
        chosen["db"], policy=policy, scorecard=session.load_scorecard(), host=session.host
    )
    with program:
        stage = Stage(silent=session.settings.as_json)
        post = start_post(program, reach, stage=stage)
        play = Play(program, stage, post=post, seed=chosen["seed"])
        stage.show(*title_page(play, period=period, policy=policy))
        stage.show(*ranking_blocks(ranking, places=policy.top_reasons))
        printer = Printer(session.host, Path(chosen["papers"]) if chosen["papers"] else None)
        play_month(play, period=period, ranking=ranking, printer=printer)
        printer.print_all(play)
        if session.settings.as_json:
            emit({**_summary(play, chosen["db"]), "papers": plain_papers(printer)})
        place = chosen["db"]
        seconds = perf_counter() - started
        stage.show(*last_page(play, printer, seconds=seconds, place=place))


def _refuse_thin_month(ranking: ms.ReasonRanking, *, places: int) -> None:
    if len(ranking.reasons) < places:
        facts = {"count": len(ranking.reasons), "places": places, "file": ranking.source}
        others = dict(ranking.choices).get("other_months", "–")
        told = _THIN.fill(month=ranking.period, others=others, **facts)
        raise click.UsageError(say(told))


def play_month(
    play: Play, *, period: ms.Period, ranking: ms.ReasonRanking, printer: Printer
) -> None:
    """Play every scene, from opening to the end."""
    open_month(play, period=period, ranking=ranking)
    write_scenarios(play)
    plan_contacts(play)
    printer.print_blank_forms(play)
    play.post.evening()
    WeekTwo(play, make_plot(play.cycle, play.chance, deviates=play.deviates)).run()
    report(play)
    follow_up(play)
    close(play)
    play.post.evening()


def _reach(host: ms.PluginHost, chosen: dict[str, Any]) -> Reach:
    asked = {MAIL: chosen["smtp"], WEBHOOK: chosen["webhook"]}
    urls = {name: url for name, url in asked.items() if url}
    return Reach(host=host, urls=urls, mail_domain=chosen["mail_domain"])


def _files(chosen: dict[str, Any]) -> tuple[Path, Path | None]:
    if chosen["reasons"]:
        return Path(chosen["reasons"]), Path(chosen["mapping"]) if chosen["mapping"] else None
    return CONTACTS, MAPPING


def _summary(play: Play, db: str) -> dict[str, Any]:
    cycle, verdict = play.cycle, play.program.verdict(play.cycle_id, as_of=play.cycle.last_at)
    return {
        "db": db,
        "seed": play.seed,
        "cycle": cycle.id,
        "state": cycle.state,
        "ranking": cycle.ranking,
        "material": cycle.material,
        "verdict": verdict,
        "kpis": cycle.recap.kpis if cycle.recap else (),
        "follow_ups": cycle.follow_ups,
        "deviations": cycle.deviations,
        "notifications": plain_post(play.post),
        "chain": play.program.verify(cycle.id),
    }
