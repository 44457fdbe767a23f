"""What can go wrong when the report is set as PDF."""

from __future__ import annotations

from mystery_shopping.errors import PortError, Text


class PdfNotInstalled(PortError):
    """The program that sets the PDF is not installed; the HTML page needs none."""

    code = "MS621"
    extra: str

    def __init__(self, *, extra: str = "mystery-shopping-report[pdf]") -> None:
        text = Text(
            'PDF memerlukan paket tambahan: pip install "{extra}"; halaman HTML tidak',
            'the PDF needs an extra: pip install "{extra}"; the HTML page does not',
        ).fill(extra=extra)
        super().__init__(text, extra=extra)


class PdfFailed(PortError):
    """The program that sets the PDF refused; nothing was written."""

    code = "MS622"
    problem: str

    def __init__(self, *, problem: str) -> None:
        text = Text("PDF gagal dibuat: {problem}", "the PDF could not be set: {problem}").fill(
            problem=problem
        )
        super().__init__(text, problem=problem)
