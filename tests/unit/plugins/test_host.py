"""The plugin host: strangers' code loaded apart, reported, never fatal."""

from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

import mystery_shopping as ms
from mystery_shopping.plugins.host import DISABLE
from tests.unit.conftest import BUILTIN

Write = Callable[[str, str], EntryPoint]

OFFER = """
from mystery_shopping import hookimpl
from mystery_shopping.memory import MemoryLog


@hookimpl
def mystery_shopping_storages():
    return {"SCHEME": lambda url: MemoryLog()}
"""
BROKEN = {
    "import": "import no_such_driver",
    "syntax": "def (",
    "crash": "raise RuntimeError('half installed')",
    "hook raises": OFFER.replace("return {", "1 / 0\n    return {"),
    "no mapping": OFFER.replace('{"SCHEME": lambda url: MemoryLog()}', '["SCHEME"]'),
    "no factory": OFFER.replace("lambda url: MemoryLog()", "MemoryLog()"),
    "misspelt hook": OFFER.replace("mystery_shopping_storages", "mystery_shopping_storage"),
    "wrong signature": OFFER.replace("_storages()", "_storages(url, mode)"),
}


def storage(scheme: str) -> str:
    """Return a plugin that offers a log in memory under `scheme`."""
    return OFFER.replace("SCHEME", scheme)


def reports(host: ms.PluginHost) -> dict[str, ms.PluginReport]:
    """Return the host's reports by the plugin's name."""
    return {row.name: row for row in host.plugins}


def test_the_librarys_own_logs_and_channels_come_in_through_the_same_hook() -> None:
    """What we need no privilege for, nobody needs one for."""
    host = ms.PluginHost([BUILTIN], disabled=())

    assert (host.names("storages"), host.names("channels")) == (
        ("memory", "sqlite"),
        ("log", "memory"),
    )
    assert reports(host)["builtin"].offers == (
        "storages:memory",
        "storages:sqlite",
        "bookkeepings:memory",
        "bookkeepings:sqlite",
        "channels:memory",
        "channels:log",
    )


def test_the_installed_plugins_are_found_by_their_entry_points() -> None:
    """The group in pyproject is the one the host reads."""
    assert {"memory", "sqlite"} <= set(ms.PluginHost(disabled=()).names("storages"))


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_plugin_is_reported_and_left_out(plugin: Write, fault: str) -> None:
    """One vendor's bad release must not stop the month."""
    points = [plugin("bad", BROKEN[fault]), plugin("good", storage("good")), BUILTIN]

    host = ms.PluginHost(points, disabled=())

    found = reports(host)
    assert found["bad"].problem
    assert found["bad"].offers == ()
    assert found["good"].problem is None
    assert host.names("storages") == ("good", "memory", "sqlite")


def test_a_misspelt_hook_is_named(plugin: Write) -> None:
    """A hook nobody calls is the hardest fault to find by looking."""
    host = ms.PluginHost([plugin("bad", BROKEN["misspelt hook"])], disabled=())

    (report,) = host.plugins
    assert "mystery_shopping_storage" in (report.problem or "")


def test_a_plugin_that_ends_the_process_is_reported_like_any_other(plugin: Write) -> None:
    """A script taken for a module calls `sys.exit` on import; the host must outlive it."""
    host = ms.PluginHost([plugin("bad", "import sys; sys.exit(3)"), BUILTIN], disabled=())

    assert reports(host)["bad"].problem
    assert host.names("storages") == ("memory", "sqlite")


def test_two_plugins_that_claim_one_scheme_are_both_named(plugin: Write) -> None:
    """Taking either would put the evidence where nobody looks for it."""
    points = [plugin("first", storage("s3")), plugin("second", storage("s3"))]
    host = ms.PluginHost(points, disabled=())

    with pytest.raises(ms.SchemeClaimedTwice) as caught:
        host.open_log("s3://bucket")

    assert (caught.value.scheme, caught.value.claimants) == ("s3", ("first", "second"))


def test_two_plugins_that_claim_one_scheme_are_noted_before_anybody_opens_it(plugin: Write) -> None:
    """Whoever looks at the list after an installation sees the clash, not the user in the night."""
    points = [plugin("first", storage("s3")), plugin("second", storage("S3")), BUILTIN]

    found = reports(ms.PluginHost(points, disabled=()))

    assert found["first"].notes == ("storages:s3 is offered by second, too: leave out all but one",)
    assert found["second"].notes == ("storages:s3 is offered by first, too: leave out all but one",)
    assert found["builtin"].notes == ()


@pytest.mark.parametrize("version, notes", [(0, ("older",)), (1, ()), (2, ("newer",))])
def test_a_contract_of_another_version_is_noted_and_the_plugin_kept(
    plugin: Write, version: int, notes: tuple[str, ...]
) -> None:
    """It may well work; whoever runs it should know that its suite was another one."""
    source = f"mystery_shopping_contract = {version}\n{storage('s3')}"

    host = ms.PluginHost([plugin("other", source)], disabled=())

    (report,) = host.plugins
    assert (report.contract, report.problem) == (version, None)
    assert [word for word in ("older", "newer") if word in " ".join(report.notes)] == list(notes)
    assert host.names("storages") == ("s3",)


def test_a_plugin_that_names_no_contract_is_no_worse(plugin: Write) -> None:
    """Readers and commands have none to pass."""
    (report,) = ms.PluginHost([plugin("plain", storage("s3"))], disabled=()).plugins

    assert (report.contract, report.notes, report.problem) == (None, (), None)


@pytest.mark.parametrize("version", ["'1'", "1.0", "True"])
def test_a_contract_that_is_no_number_is_a_fault_of_the_plugin(plugin: Write, version: str) -> None:
    """A version nobody can compare says nothing, and says it in the report."""
    source = f"mystery_shopping_contract = {version}\n{storage('s3')}"

    host = ms.PluginHost([plugin("bad", source)], disabled=())

    assert "mystery_shopping_contract" in (host.plugins[0].problem or "")
    assert host.names("storages") == ()


def test_leaving_one_of_two_out_settles_the_claim(plugin: Write) -> None:
    """The way out the error names."""
    points = [plugin("first", storage("s3")), plugin("second", storage("s3"))]

    host = ms.PluginHost(points, disabled=["second"])

    assert host.open_log("s3://bucket").capabilities.durable is False


def test_the_environment_leaves_plugins_out(plugin: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator can switch a plugin off without a release."""
    monkeypatch.setenv(DISABLE, " bad , other")
    points = [plugin("bad", "raise RuntimeError"), BUILTIN]

    host = ms.PluginHost(points)

    report = reports(host)["bad"]
    assert (report.disabled, report.problem, report.offers) == (True, None, ())
    assert not reports(host)["builtin"].disabled


def test_a_plugin_left_out_is_not_even_imported(plugin: Write) -> None:
    """Switched off means off: its code may be the trouble."""
    host = ms.PluginHost([plugin("bad", "raise SystemExit")], disabled=["bad"])

    assert host.names("storages") == ()


def test_a_scheme_nobody_offers_says_which_there_are() -> None:
    """A missing plugin and a typing error look alike; the list tells them apart."""
    host = ms.PluginHost([BUILTIN], disabled=())

    with pytest.raises(ms.UnknownScheme) as caught:
        host.open_log("oracle://quality")

    assert (caught.value.scheme, vars(caught.value)["known"]) == ("oracle", ("memory", "sqlite"))


def test_schemes_and_endings_are_found_in_any_case(plugin: Write) -> None:
    """Windows writes `.XLSX`."""
    reader = storage("x").replace("storages", "reason_readers").replace('"x"', '".XLSX"')
    host = ms.PluginHost([plugin("reader", reader.replace("lambda url", "lambda")), BUILTIN])

    assert host.names("reason_readers") == (".xlsx",)
    assert host.reason_reader(".Xlsx") is not None
    assert host.open_log("MEMORY:").capabilities.durable is False


def test_a_factory_runs_only_when_its_scheme_is_asked_for(plugin: Write) -> None:
    """Looking at the list of plugins must not connect to anything."""
    lazy = OFFER.replace("SCHEME", "lazy").replace("MemoryLog()", "1 / 0")
    host = ms.PluginHost([plugin("lazy", lazy), BUILTIN], disabled=())

    assert host.names("storages") == ("lazy", "memory", "sqlite")
    with pytest.raises(ZeroDivisionError):
        host.open_log("lazy:")


def test_a_report_names_distribution_and_version() -> None:
    """A support request begins with which version of what."""
    report = reports(ms.PluginHost(disabled=()))["builtin"]

    assert (report.distribution, bool(report.version)) == ("mystery-shopping", True)
