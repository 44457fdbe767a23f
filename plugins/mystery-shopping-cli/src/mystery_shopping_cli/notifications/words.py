"""What the commands about notifications say, in both languages, and what notices are called."""

from __future__ import annotations

import mystery_shopping as ms
from mystery_shopping_cli.wording import say

_T = ms.Text

WORKER = _T(
    """Memberi tahu setiap orang pada waktunya, sampai dihentikan dengan SIGTERM atau Ctrl-C.

    Kiriman yang sedang berjalan diselesaikan dahulu. Log yang gagal dicoba lagi setelah jeda.""",
    """Tell everybody in time, until stopped by SIGTERM or Ctrl-C.

    The delivery under way is finished first. A log that fails is tried again after a pause.""",
)
DELIVERIES = _T(
    """Pemberitahuan yang menunggu, dicoba lagi atau gagal; yang terkirim dengan --state sent.""",
    """The notices queued, retrying or dead; those sent with --state sent.""",
)
RETRY = _T(
    "Kirim lagi yang gagal; ID boleh disingkat, minimal 8 karakter.",
    "Send dead ones again; an ID may be cut short to 8 characters or more.",
)
PRUNE = _T(
    "Lupakan yang sudah terkirim dari masa lalu.",
    "Forget those that were sent long ago.",
)
DEADLINES = _T("Apa yang jatuh tempo, dan kapan.", "What falls due, and when.")

DIRECTORY = _T(
    "siapa dihubungi lewat apa (TOML): kanal, orang, langganan",
    "who is reached how (TOML): channels, people, subscriptions",
)
BOOKS = _T(
    "tempat pembukuan, bila log tidak menyimpannya sendiri",
    "where the books are kept, if the log keeps none",
)
ONCE = _T("satu putaran saja, lalu selesai", "one round and no more")
EVERY = _T("detik antara dua putaran", "seconds between two rounds")
STATE = _T("hanya yang berstatus ini; boleh diulang", "only those in this state; may be repeated")
LIMIT = _T("paling banyak sekian, yang terbaru", "so many at most, the newest")
STRICT = _T("keluar dengan 4 bila ada yang gagal", "exit with 4 if there are dead ones")
ALL_DEAD = _T("semua yang gagal", "all that are dead")
BEFORE = _T("yang masuk antrean sebelum tanggal itu (UTC)", "those queued before that day (UTC)")
REBUILD = _T("baca ulang seluruh log dahulu", "read the whole log anew first")

NEEDS_ONCE = _T("--at hanya bersama --once", "--at goes with --once only")
WHICH = _T("beri ID, atau --all-dead", "give IDs, or --all-dead")
KEEPS_BOOKS = _T("log dengan pembukuan", "a log that keeps books")
AN_ID = _T(
    "minimal 8 karakter heksadesimal dari sebuah ID", "8 or more hexadecimal characters of an ID"
)
ONE_ID = _T("awalan satu ID saja", "the beginning of one ID only")
A_DEAD_ONE = _T("kiriman yang gagal", "a dead delivery")

STARTED = _T(
    "orang: {people} · kanal: {channels} · tiap {seconds} detik",
    "people: {people} · channels: {channels} · every {seconds} s",
)
STOPPED = _T("berhenti", "stopped")
NOTHING_DONE = _T("tidak ada yang perlu dilakukan", "there was nothing to do")
AGAIN = _T("{problem}; dicoba lagi dalam {seconds} detik",
           "{problem}; tried again in {seconds} seconds")  # fmt: skip
BAD_CHANNEL = _T(
    "kanal {name} tidak dapat dibuka: {problem}", "channel {name} cannot be opened: {problem}"
)
TICK = {
    "read_count": _T("{n} dibaca", "{n} read"),
    "queued_count": _T("{n} masuk antrean", "{n} queued"),
    "reminded_count": _T("{n} diingatkan", "{n} reminded of"),
    "sent_count": _T("{n} terkirim", "{n} sent"),
    "failed_count": _T("{n} akan dicoba lagi", "{n} to be tried again"),
    "dead_count": _T("{n} gagal", "{n} dead"),
    "lost_count": _T("{n} diambil alih pekerja lain", "{n} taken over by another worker"),
    "skipped_count": _T("{n} tak terbaca", "{n} unreadable"),
    "unheard_count": _T("{n} tanpa penerima", "{n} for nobody in the directory"),
}
DELIVERY_TITLE = _T("Pemberitahuan", "Notices")
DELIVERY_HEADS = _T(
    "id,status,pemberitahuan,kepada,kanal,kali gagal,berikutnya (UTC)",
    "id,state,notice,to,channel,failures,next try (UTC)",
)
MORE = _T("dan {n} lagi; --limit menunjukkan lebih banyak", "and {n} more; --limit shows them")
REQUEUED = _T("{n} dikirim lagi", "{n} will be sent again")
PRUNED = _T("{n} dilupakan", "{n} forgotten")
DEADLINE_TITLE = _T("Jatuh tempo", "Falling due")
DEADLINE_HEADS = _T("hari,apa,siklus,tindak lanjut", "day,what,cycle,follow-up")
DUE_NOW = _T("sekarang", "now")
NONE = _T("tidak ada", "none")

NOTICES = {
    "no_cycle": _T("bulan tanpa siklus", "a month without a cycle"),
    "week_1_without_material": _T("minggu ke-I tanpa bahan", "week I without material"),
    "contacts_assigned": _T("kontak ditugaskan", "contacts assigned"),
    "window_opens": _T("minggu ke-II dimulai", "week II begins"),
    "day_parts_empty": _T("bagian hari belum terisi", "day parts not filled"),
    "form_with_supervisor": _T("form menunggu di SPV", "a form waits with the SPV"),
    "form_received": _T("form diterima", "form received"),
    "form_returned": _T("form dikembalikan", "form returned"),
    "all_forms_in": _T("semua form masuk", "all forms in"),
    "hand_in_near": _T("tanggal serah dekat", "the hand-in date is near"),
    "hand_in_passed": _T("tanggal serah lewat", "the hand-in date has passed"),
    "report_published": _T("laporan terbit", "report published"),
    "follow_up_handed_over": _T("tindak lanjut diserahkan", "follow-up handed over"),
    "follow_up_overdue": _T("tindak lanjut terlambat", "follow-up overdue"),
    "nonconformities_handed_over": _T("ketidaksesuaian diserahkan", "nonconformities handed over"),
    "deviation_waiting": _T("deviasi menunggu persetujuan", "a deviation waits for approval"),
    "window_move_waiting": _T(
        "pergeseran minggu menunggu persetujuan", "a moved week waits for approval"
    ),
    "retention_due": _T("masa simpan habis", "records need be kept no longer"),
}


def notice_words(code: str) -> str:
    """Return what a notice or a deadline is called; one of a newer version is its code."""
    return say(NOTICES[code]) if code in NOTICES else code
