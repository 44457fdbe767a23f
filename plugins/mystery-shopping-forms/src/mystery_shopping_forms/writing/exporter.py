"""The exporter to XLSX: the four forms of a month, in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from mystery_shopping.errors import LANGUAGES, InvalidValue, Text
from mystery_shopping.service.dossier import Dossier
from mystery_shopping.service.saving import write_whole
from mystery_shopping_forms.layout_identity import FILLED
from mystery_shopping_forms.writing.f27 import write_report_form
from mystery_shopping_forms.writing.f28 import write_follow_up_form
from mystery_shopping_forms.writing.f31 import write_evaluation_form
from mystery_shopping_forms.writing.f32 import write_execution_form
from mystery_shopping_forms.writing.identities import form_version, month_purpose, purpose_of
from mystery_shopping_forms.writing.names import contact_file_name, file_name
from mystery_shopping_forms.writing.saving import open_folder, refuse_filled

Job = tuple[str, bool, Callable[[], bytes]]
"""A file's name, whether people fill it in, and what makes its bytes."""

_DISTINCT = Text("nama form yang berbeda-beda", "forms of distinct names")


class XlsxExporter:
    """Writes F-27, F-28, F-31 and F-32 as workbooks (W-10 6)."""

    def export(self, dossier: Dossier, folder: Path, *, language: str) -> tuple[Path, ...]:
        """Write the forms into `folder`, each whole or not at all, and return them by name.

        F-31 is one file a contact: to fill in where it is assigned and has no form yet or got it
        back, else as it was filled. The folder is made where it is missing; what has these names
        already is written anew, but never what somebody filled in.

        Raises:
            InvalidValue: for a language that is none of ours, a policy that calls two forms
                alike, a folder that cannot be made, or one with filled-in forms of these names.
        """
        if language not in LANGUAGES:
            raise InvalidValue(path="language", required=" / ".join(LANGUAGES), actual=language)
        jobs = sorted(_jobs(dossier, language), key=lambda job: job[0])
        _refuse_twins([name for name, _, _ in jobs])
        folder = Path(folder)
        open_folder(folder)
        refuse_filled(folder / name for name, is_to_fill, _ in jobs if is_to_fill)
        for name, _, make in jobs:
            write_whole(folder / name, [make()])
        return tuple(folder / name for name, _, _ in jobs)


def _refuse_twins(names: Sequence[str]) -> None:
    """Refuse names of which one file would take the place of another, whatever their case."""
    plain = [name.lower() for name in names]
    if len(set(plain)) < len(plain):
        twins = [name for name in names if plain.count(name.lower()) > 1]
        raise InvalidValue(path="policy.execution_form", required=_DISTINCT, actual=twins)


def _jobs(dossier: Dossier, language: str) -> Iterator[Job]:
    cycle = dossier.cycle
    policy = cycle.policy
    yield file_name("F-27", cycle), False, partial(write_report_form, dossier, language=language)
    yield file_name("F-28", cycle), False, partial(write_follow_up_form, dossier, language=language)
    make = partial(write_execution_form, dossier, language=language)
    yield file_name(policy.execution_form, cycle), month_purpose(cycle) != FILLED, make
    for contact in cycle.contacts:
        purpose = purpose_of(cycle, contact)
        if purpose is not None:
            name = contact_file_name(
                policy.evaluation_form,
                cycle,
                contact=contact.number,
                version=form_version(contact, purpose),
                purpose=purpose,
            )
            form = partial(
                write_evaluation_form, dossier, contact, purpose=purpose, language=language
            )
            yield name, purpose != FILLED, form
