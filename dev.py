"""Runs the daily commands in an environment made on the spot, with nothing but a Python."""

# This file must parse on every old Python 3, so that an old one gets a sentence and no traceback.
import sys

if sys.version_info < (3, 11):
    sys.exit("dev.py needs Python 3.11 or newer and this is %d.%d" % sys.version_info[:2])

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools import pins, supported
from tools.environment import prepare
from tools.place import BIN, PYTHON, has_code, relative
from tools.shell import Failure, attempt, call, say

USAGE = """usage: python3 dev.py COMMAND [arguments of the command]

  demo    play a whole month and show its verdict   (python3 dev.py demo --seed 3)
  test    run the tests                             (python3 dev.py test -k week)
  check   lint, format, types, layers, fragments    (python3 dev.py check mypy)
  docs    build the documentation into build/docs, where a warning fails
  bench   run the benchmarks
  coverage  run the tests and show what of the library they leave out
  mutants   show which small changes of the library no test notices; this takes hours
  catalogues  bring the translations up to the code, and say what is missing
  supported   run the fast tests beside the oldest and the newest dependencies (oldest, newest)
  lock    write the pins again, keeping what fits   (python3 dev.py lock --upgrade: the newest)

The environment is made in .venv, or where MYSTERY_SHOPPING_VENV says."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and answer with its exit code."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name not in COMMANDS:
        print(USAGE)
        return 0 if name in {"-h", "--help", "help"} else 2
    try:
        return COMMANDS[name](rest)
    except Failure as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


def demo(rest: Sequence[str]) -> int:
    """Play a month."""
    prepare("runtime")
    return call(PYTHON, "-m", "mystery_shopping_cli", "demo", *rest)


def test(rest: Sequence[str]) -> int:
    """Run the tests on every core; the closing lines and the exit code are pytest's."""
    prepare("test")
    return call(PYTHON, "-m", "pytest", "-n", "auto", *rest)


def check(rest: Sequence[str]) -> int:
    """Run every gate, or those named, and fail at the end if one of them failed."""
    gates = list_gates()
    unknown = [name for name in rest if name not in gates]
    if unknown:
        raise Failure(f"no check is named {', '.join(unknown)}: there are {', '.join(gates)}")
    prepare("check")
    failed = [name for name in rest or gates if not passes(name, gates[name])]
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def docs(rest: Sequence[str]) -> int:
    """Build the documentation; a warning or an unresolved reference fails."""
    prepare("docs")
    say("building the documentation into build/docs")
    options = ["-n", "-W", "--keep-going", "-q", "-b", "html", *rest]
    return call(PYTHON, "-m", "sphinx", *options, "docs", "build/docs")


def bench(rest: Sequence[str]) -> int:
    """Run the benchmarks."""
    prepare("bench")
    return call(PYTHON, "benchmarks/run.py", *rest)


def coverage(rest: Sequence[str]) -> int:
    """Run the tests under coverage, and fail when a line or a branch of the library is left out."""
    prepare("test")
    command = (PYTHON, "-m", "coverage")
    call(*command, "erase")
    failed = call(*command, "run", "-m", "pytest", "-n", "auto", *rest)
    call(*command, "combine", "--quiet")
    return call(*command, "report", "--include", "src/*", "--fail-under", "100") or failed


def mutants(rest: Sequence[str]) -> int:
    """Try the tests on a library that is wrong."""
    prepare("test")
    return call(PYTHON, "-m", "tools.mutation", *rest)


def catalogues(_: Sequence[str]) -> int:
    """Bring the catalogues up to the code."""
    prepare("test")
    return call(PYTHON, "tools/catalogues.py")


def ends(rest: Sequence[str]) -> int:
    """Run the fast tests at both ends of what the dependencies may be, or at those named."""
    prepare(None)
    return 1 if supported.check(rest) else 0


def lock(rest: Sequence[str]) -> int:
    """Write the pin files again; uv's own lock file never lies about."""
    prepare(None)
    say("resolving the versions")
    keep = [] if "--upgrade" in rest else pins.pinned()
    with tempfile.TemporaryDirectory() as folder:
        texts = pins.resolve(Path(folder), keep=keep, options=rest)
    pins.write(texts)
    say("wrote " + ", ".join(f"pins/{name}.txt" for name in texts))
    return 0


COMMANDS = {
    "demo": demo,
    "test": test,
    "check": check,
    "docs": docs,
    "bench": bench,
    "coverage": coverage,
    "mutants": mutants,
    "catalogues": catalogues,
    "supported": ends,
    "lock": lock,
}


def list_gates() -> dict[str, list[str | Path]]:
    """Return the command of each quality gate, by the name it is printed under."""
    code = ["src", "tests", "tools", "dev.py", "docs/conf.py", "benchmarks"]
    code = [path for path in relative(*code, "plugins/[!_]*/src") if has_code(path)]
    plugin_tests = [path for path in relative("plugins/[!_]*/tests") if has_code(path)]
    gates: dict[str, list[str | Path]] = {
        "ruff": [BIN / "ruff", "check", "."],
        "format": [BIN / "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy", *code],
        "layers": [BIN / "lint-imports", "--no-cache"],
        "changelog": [BIN / "towncrier", "build", "--draft", "--version", "next"],
        # The code of users, strangers to ours: what they do wrong must be seen, too.
        "typing": [PYTHON, "-m", "mypy", "--cache-dir", ".mypy_cache/typing", "typing_tests"],
        "docstrings": [BIN / "interrogate", "-vv", "--omit-covered-files", "tests", *plugin_tests],
    }
    # Tests of two plugins may share a module's name, which one run of mypy refuses.
    for path in plugin_tests:
        cache = f".mypy_cache/{path}"
        gates[f"mypy:{path}"] = [PYTHON, "-m", "mypy", "--cache-dir", cache, path]
    pyright = shutil.which("pyright")
    if pyright:  # it needs node, which a machine with only Python has not
        gates["pyright"] = [pyright, "-p", "typing_tests", "--pythonpath", PYTHON]
    return gates


def passes(name: str, command: Sequence[str | Path]) -> bool:
    """Run a gate and print one line for it, with its output only when it failed."""
    started = time.monotonic()
    result = attempt(*command)
    verdict = "FAILED" if result.returncode else "ok"
    print(f"{name:<44} {verdict:<6} {time.monotonic() - started:6.1f} s", flush=True)
    if result.returncode:
        print(result.stdout.rstrip(), flush=True)
    return result.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
