"""What the commands about retention say, in both languages."""

from __future__ import annotations

import mystery_shopping as ms

_T = ms.Text

GROUP = _T(
    "Masa simpan arsip: jatuh tempo, penahanan, pemusnahan, dan hak agent atas datanya.",
    "How long records are kept: what is due, held, disposed of, and what an agent may see.",
)
HELP = {
    "due": _T(
        "Siklus yang masa simpannya sudah lewat.",
        "The cycles whose records need be kept no longer.",
    ),
    "hold": _T("Tahan arsip sebuah siklus.", "Keep the records of a cycle for longer."),
    "release": _T("Lepaskan penahanan.", "Release a hold."),
    "dispose": _T(
        "Musnahkan arsip sebuah siklus untuk selamanya; berita acaranya tinggal.",
        "Erase the records of a cycle for good; a certificate stays.",
    ),
    "certificates": _T("Berita acara semua pemusnahan.", "The certificate of every disposal."),
    "subject": _T(
        "Semua yang tersimpan tentang seorang agent, tanpa rencana dan contacter.",
        "Everything on record about an agent, without the plan and the contacters.",
    ),
    "pseudonymise": _T(
        "Tulis ekspor tanpa nama dan catatan; semua angka tetap.",
        "Write an export without people and free text; every figure stays.",
    ),
}
ON = _T("pada hari apa (bila tidak: hari ini)", "on which day (else today)")
REASON = _T("alasannya, untuk yang membaca kelak", "why, for those who read it later")
HOLDER = _T("untuk siapa arsip ditahan", "for whom the records are held")
KEY = _T(
    "berkas berisi kunci rahasia, minimal 16 bita; kunci yang sama, nama samaran yang sama",
    "the file with the secret key, 16 bytes or more; the same key, the same pseudonyms",
)
PREFIX = _T(
    "hanya aliran yang berawal begini, misalnya cycle/malang/",
    "only streams that begin so, say cycle/malang/",
)
HELD = _T("{cycle} ditahan untuk {holder}: {reason}", "{cycle} is held for {holder}: {reason}")
RELEASED = _T("penahanan {cycle} dilepaskan", "{cycle} is held no longer")
MASKED = _T("{n} kejadian tanpa nama di {file}", "{n} events without people in {file}")

DUE = _T("Jatuh tempo", "Due for disposal")
DUE_HEADS = _T("siklus,disimpan sampai,ditahan untuk", "cycle,kept until,held for")
NONE_DUE = _T("tidak ada", "none")
CERTIFICATES = _T("Berita acara pemusnahan", "Certificates of disposal")
CERTIFICATE_HEADS = _T(
    "siklus,pada,oleh,disimpan sampai,kejadian,kontak,sample,alasan",
    "cycle,on,by,kept until,events,contacts,samples,reason",
)
AGENT = _T("Data agent {agent}", "On record about {agent}")
CONTACT_HEADS = _T(
    "siklus,kontak,dijawab (UTC),status,form,nilai 1,nilai 0",
    "cycle,contact,answered (UTC),state,forms,ones,zeros",
)
FOLLOW_UP_HEADS = _T(
    "siklus,tindak lanjut,status,pemicu,catatan", "cycle,follow-up,state,because,notes"
)
FINDING = _T("kontak {contact} {parameter}: {note} → {solution}",
             "contact {contact} {parameter}: {note} → {solution}")  # fmt: skip
NOTHING = _T("tidak ada apa pun tentang agent ini", "nothing is on record about this agent")
