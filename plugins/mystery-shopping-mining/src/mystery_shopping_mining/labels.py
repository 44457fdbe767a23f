"""Activities and lifecycles in words, for the people who look at a map of the process."""

from __future__ import annotations

from mystery_shopping.errors import Text
from mystery_shopping.workflow.commands import Lifecycle
from mystery_shopping_mining.activities import command_of

LIFECYCLES = {
    Lifecycle.CYCLE: Text("siklus", "cycle"),
    Lifecycle.CONTACT: Text("kontak dan formulirnya", "contact and its form"),
    Lifecycle.FOLLOW_UP: Text("tindak lanjut", "follow-up"),
}

_COMMANDS = {
    "open_cycle": Text("membuka siklus", "open the cycle"),
    "collect_reasons": Text("mengumpulkan reason for contact", "collect the reasons for contact"),
    "add_new_products": Text("menambah produk baru", "add new products"),
    "select_material": Text("menentukan bahan", "select the material"),
    "draft_scenario": Text("menyusun skenario", "draft a scenario"),
    "revise_scenario": Text("merevisi skenario", "revise a scenario"),
    "approve_scenarios": Text("menyetujui skenario", "approve the scenarios"),
    "plan_contacts": Text("merencanakan kontak", "plan contacts"),
    "assign_contacts": Text("membagi tugas kontak", "assign contacts"),
    "start_execution": Text("memulai pelaksanaan", "start the execution"),
    "reassign_contact": Text("mengalihkan kontak", "reassign the contact"),
    "log_attempt": Text("mencatat percobaan", "log an attempt"),
    "perform_contact": Text("melaksanakan kontak", "perform the contact"),
    "evaluate_contact": Text("mengisi form", "fill the form"),
    "submit_form": Text("menyerahkan form", "hand the form in"),
    "forward_form": Text("meneruskan form", "forward the form"),
    "return_form": Text("mengembalikan form", "return the form"),
    "accept_form": Text("menerima form", "accept the form"),
    "void_contact": Text("membatalkan kontak", "void the contact"),
    "finish_execution": Text("menyelesaikan pelaksanaan", "finish the execution"),
    "recapitulate": Text("merekap", "recapitulate"),
    "note_nonconformity": Text("mencatat ketidaksesuaian", "note a nonconformity"),
    "publish_report": Text("menerbitkan laporan", "publish the report"),
    "hand_over_nonconformities": Text(
        "menyerahkan catatan ketidaksesuaian", "hand the nonconformities over"
    ),
    "pass_on_nonconformities": Text(
        "meneruskan catatan ketidaksesuaian", "pass the nonconformities on"
    ),
    "hand_over_follow_up": Text("menyerahkan tindak lanjut", "hand the follow-up over"),
    "pass_on_follow_up": Text("meneruskan tindak lanjut", "pass the follow-up on"),
    "schedule_follow_up": Text("menjadwalkan tindak lanjut", "schedule the follow-up"),
    "deliver_follow_up": Text("melaksanakan tindak lanjut", "deliver the follow-up"),
    "verify_follow_up": Text("memverifikasi tindak lanjut", "verify the follow-up"),
    "record_deviation": Text("mencatat deviasi", "record a deviation"),
    "approve_deviation": Text("menyetujui deviasi", "approve a deviation"),
    "move_window": Text("mengusulkan pemindahan minggu", "ask for a week to be moved"),
    "approve_window_move": Text("menyetujui pemindahan minggu", "approve the move of a week"),
    "close": Text("menutup siklus", "close the cycle"),
    "close_with_deviations": Text(
        "menutup siklus dengan deviasi", "close the cycle with deviations"
    ),
    "cancel": Text("membatalkan siklus", "cancel the cycle"),
}
_KINDS = {
    "": None,
    "without_contacter": Text("tanpa contacter", "without a contacter"),
    "with_contacter": Text("dengan contacter", "with a contacter"),
    "leaves_contacts_unassigned": Text("belum semua", "not all of them"),
    "assigns_every_contact": Text("semua", "all of them"),
    "goes_by_supervisor": Text("lewat SPV", "by the supervisor"),
    "goes_straight": Text("langsung ke QCA", "straight to the QCA"),
}


def label_of(activity: str) -> Text:
    """Return an activity in words.

    >>> label_of("submit_form.goes_straight").en
    'hand the form in (straight to the QCA)'
    """
    command = command_of(activity)
    words, kind = _COMMANDS[command], _KINDS[activity[len(command) + 1 :]]
    return Text(f"{words.id} ({kind.id})", f"{words.en} ({kind.en})") if kind else words
