"""The way of the filled form: handed in, forwarded, sent back, taken over, or voided (5.3.4)."""

from __future__ import annotations

import click

import mystery_shopping as ms
from mystery_shopping_cli.steps.step import Step, make_step

_T = ms.Text

STEPS = {
    "submit": Step(
        name="submit",
        command=ms.SubmitForm,
        help=_T(
            "Serahkan form: milik TL ke SPV, lainnya ke QCA. Nomor: 3, 5-9, 2,4 atau all.",
            "Hand forms in: a TL's to the SPV, others' to the QCA. Numbers: 3, 5-9, 2,4 or all.",
        ),
        many=True,
        file=False,
    ),
    "forward": Step(
        name="forward",
        command=ms.ForwardForm,
        help=_T("Teruskan form TL ke QCA.", "Pass team leaders' forms on to the QCA."),
        many=True,
        file=False,
    ),
    "return": Step(
        name="return",
        command=ms.ReturnForm,
        help=_T(
            "Kembalikan form, dengan alasan untuk tiap parameter.",
            "Send a form back, with a reason for each parameter.",
        ),
    ),
    "accept": Step(
        name="accept",
        command=ms.AcceptForm,
        help=_T("Terima form untuk direkap.", "Take forms over for the recap."),
        many=True,
        file=False,
    ),
    "void": Step(
        name="void",
        command=ms.VoidContact,
        help=_T(
            "Batalkan kontak dengan alasannya (5.3.2).", "Void contacts, with the reason (5.3.2)."
        ),
        many=True,
        file=False,
    ),
}


def make_command(name: str) -> click.Command:
    """Return the command of that name."""
    return make_step(STEPS[name])
