"""What contacters write beside a zero, and what would have been right, for our own scorecard."""

from __future__ import annotations

import mystery_shopping as ms

_ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "root_need",
        "Langsung menjawab tanpa bertanya apa yang dibutuhkan",
        "Answered at once, without asking what was needed",
        "",
        "",
    ),
    ("right_answer", "Biaya yang disebut sudah lama", "Named a fee that is out of date", "", ""),
    (
        "right_action",
        "Mengarahkan ke gerai, padahal bisa dari telepon",
        "Sent the customer to a shop for what the telephone can do",
        "",
        "",
    ),
    ("closure", "Tidak menyebut kapan akan dihubungi", "Did not say when to expect news", "", ""),
    (
        "greeting",
        "Salam tanpa nama agent",
        "Greeted without a name",
        "Salam, nama, dan tawaran bantuan",
        "Greeting, own name, and an offer of help",
    ),
    (
        "verification",
        "Data pelanggan tidak diverifikasi",
        "Did not verify who was calling",
        "Dua data pelanggan sebelum membuka akun",
        "Two facts about the customer before the account is opened",
    ),
    (
        "hold",
        "Hold dua menit tanpa izin",
        "Two minutes on hold, unasked",
        "Minta izin, sebut lamanya, ucapkan terima kasih",
        "Ask, say how long, and give thanks afterwards",
    ),
    (
        "record",
        "Nomor laporan tidak disebut",
        "Gave no case number",
        "Sebut nomor laporan dan minta dicatat",
        "Give the case number and ask for it to be noted",
    ),
    (
        "closing",
        "Ditutup tanpa menawarkan bantuan lain",
        "Closed without an offer of further help",
        "Tawarkan bantuan lain, lalu salam penutup",
        "Offer further help, then the closing words",
    ),
    (
        "courtesy",
        "Menjawab ketus saat ditanya ulang",
        "Answered curtly when asked again",
        "Tetap sopan, ulangi dengan kata lain",
        "Stay polite and say it in other words",
    ),
    (
        "empathy",
        "Keluhan tidak ditanggapi",
        "Passed over the complaint",
        "Akui kesulitan pelanggan sebelum memberi solusi",
        "Acknowledge the trouble before the solution",
    ),
    (
        "patience",
        "Memotong penjelasan pelanggan",
        "Cut the customer short",
        "Dengarkan sampai selesai",
        "Hear the customer out",
    ),
    (
        "listening",
        "Menanyakan nomor yang sudah disebut",
        "Asked for a number already given",
        "Catat sambil mendengar, lalu ulangi",
        "Note it while listening, then repeat it",
    ),
    (
        "clarity",
        "Memakai istilah teknis tanpa penjelasan",
        "Used technical words without explaining",
        "Jelaskan dengan kata sehari-hari",
        "Explain in everyday words",
    ),
    (
        "pace",
        "Terlalu cepat di bagian biaya",
        "Too fast where it came to the fee",
        "Pelankan pada angka, lalu ulangi",
        "Slow down at figures, and repeat them",
    ),
    (
        "confirming",
        "Tidak memastikan pelanggan paham",
        "Did not make sure it was understood",
        "Minta pelanggan mengulang langkahnya",
        "Have the customer repeat the steps",
    ),
)
# code: the note, the right way; a solution parameter's right way is the scenario's own.
NOTES = {
    code: (ms.Text(note_id, note_en), ms.Text(right_id, right_en))
    for code, note_id, note_en, right_id, right_en in _ROWS
}
