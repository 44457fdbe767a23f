"""Nothing in the project depends on the machine it was written on."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.arch.source import ROOT

# In pieces, so that this file does not find itself.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.",
    "crates" + ".io",
    "deb" + "ian.org",
]
FOLDERS = ["root", "work", "home", "Users", "workspace"]
FORBIDDEN = re.compile(
    "|".join(
        [*map(re.escape, HOSTS), rf"(?<![\w.}}])/(?:{'|'.join(FOLDERS)})/\w", r"[A-Z]:\\Users"]
    )
)
SKIPPED = {".xlsx", ".png", ".db", ".gz"}
GENERATED = {"build", "dist", "node_modules", "demo-output", "__pycache__"}


def project_files() -> list[Path]:
    """List what git would hold; without git, everything outside hidden and generated folders."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        # An untracked file counts: it is about to be added.
        listing = subprocess.run(
            [git, "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        return [ROOT / line for line in listing.splitlines() if (ROOT / line).is_file()]
    parts = ((path, path.relative_to(ROOT).parts) for path in ROOT.rglob("*") if path.is_file())
    return [
        path
        for path, place in parts
        if not GENERATED & set(place) and not any(part.startswith(".") for part in place)
    ]


def test_no_file_names_a_machine_path_or_a_registry() -> None:
    """A path of one machine or the address of one registry breaks on the next."""
    wrong = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in project_files()
        if path.suffix not in SKIPPED
        for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert wrong == [], "\n".join(wrong)
