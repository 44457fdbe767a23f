"""A form that went through LibreOffice is the form it was."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.filling import Forms, Try
from tests.months import Month, S, nov

OFFICE = shutil.which("soffice")
PATIENCE_SECONDS = 300


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_forms_saved_by_libreoffice_order_the_same_commands(tmp_path: Path) -> None:
    """Not everybody has Excel; what was filled in has one id whichever program saved it."""
    forms = Forms(Month.of_four().to(S.EXECUTING), tmp_path / "forms", as_of=nov(8, 7))
    forms.fill_marks(1, {"greeting": ("tanpa salam", "ucapkan\nsalam")})
    lines = [Try(1, nov(8, 8), agent="a1", team="team-2"), Try(2, nov(8, 9, 5), "tidak diangkat")]
    forms.fill_tries(lines)
    files = [forms.f31(1), forms.f31(2), forms.f32]

    subprocess.run(
        [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )

    before = [forms.read(path) for path in files]
    after = [forms.read(tmp_path / "saved" / path.name) for path in files]
    assert after == before
    assert [len(form.orders) for form in after] == [1, 0, 2]
