"""The month on paper: blank forms when the contacts are assigned, and everything at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

import mystery_shopping as ms
from mystery_shopping_cli.demo.play import Play
from mystery_shopping_cli.papers.exporting import make_folder
from mystery_shopping_cli.screen import Block, Heading, Styled, line
from mystery_shopping_cli.wording import chosen, say

_TITLE = ms.Text("Berkas", "On paper")
_BLANK = ms.Text("form kosong untuk setiap kontak", "a blank form for each contact")
_FORMS = "xlsx"
_FEW = 4


@attrs.define
class Printer:
    """Writes what the installed exporters can into a folder, and remembers what it wrote.

    Without a folder nothing is written.

    `written` has one entry for each format, `problems` one for each that could not.
    """

    host: ms.PluginHost
    folder: Path | None
    blank: tuple[Path, ...] = ()
    written: dict[str, tuple[Path, ...]] = attrs.field(factory=dict)
    problems: dict[str, str] = attrs.field(factory=dict)

    def print_blank_forms(self, play: Play) -> None:
        """Write the forms as they are before anybody called."""
        if self.folder and _FORMS in self.host.names("exporters"):
            self.blank = self._print(play, _FORMS, self.folder / "blank")

    def print_all(self, play: Play) -> None:
        """Write everything there is a format for."""
        for name in self.host.names("exporters") if self.folder else ():
            files = self._print(play, name, self._place(name))
            if files:
                self.written[name] = files

    def _place(self, name: str) -> Path:
        folder = self.folder or Path()
        return folder / "forms" if name == _FORMS else folder

    def _print(self, play: Play, name: str, folder: Path) -> tuple[Path, ...]:
        at = play.cycle.last_at
        dossier = ms.make_dossier(play.program, play.cycle_id, by=play.cast.qca, as_of=at)
        try:
            exporter = self.host.exporter(name)
            return exporter.export(dossier, make_folder(str(folder)), language=chosen())
        except ms.MysteryShoppingError as error:  # an extra that is not installed, say
            self.problems[name] = error.say(chosen())
            return ()


def printed_blocks(printer: Printer) -> Iterator[Block]:
    """Return the names of what was written."""
    if printer.folder is None:
        return
    yield Heading(say(_TITLE), str(printer.folder))
    if printer.blank:
        names = f"{printer.blank[0].parent.name}/ · {len(printer.blank)}"
        yield line(names, "  ", Styled(say(_BLANK), "muted"), indent=2)
    for name, files in printer.written.items():
        yield line(Styled(f"{name:<5}", "muted"), " ", _told(files, printer.folder), indent=2)
    for name, problem in printer.problems.items():
        yield line(Styled(f"{name:<5} {problem}", "warn"), indent=2)


def _told(files: tuple[Path, ...], folder: Path) -> str:
    shown = [str(file.relative_to(folder)) for file in files]
    if len(shown) <= _FEW:
        return ", ".join(shown)
    kinds = sorted({file.name.split(" ")[0].split("_")[0] for file in files})
    return f"{files[0].parent.relative_to(folder)}/ · {len(files)}: {', '.join(kinds)}"


def plain_papers(printer: Printer) -> dict[str, list[str]]:
    """Return the paths of all that was written, by format."""
    return {name: [str(file) for file in files] for name, files in printer.written.items()}
