"""The registry of every clause of IN.QCC.TELK.W-10, revision 02."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

import attrs

from mystery_shopping.errors import Text

DOCUMENT = "IN.QCC.TELK.W-10"
REVISION = "02"


class ClauseKind(StrEnum):
    """What a clause is for: background, one of three vocabularies, or a heading over others."""

    BACKGROUND = "background"
    HEADING = "heading"
    INDICATOR = "indicator"
    STEP = "step"
    KPI = "kpi"
    RECORD = "record"


@attrs.frozen
class Clause:
    """One numbered clause with its title in Indonesian and English."""

    number: str
    kind: ClauseKind
    title: Text

    @property
    def parent(self) -> str | None:
        """The number one level up, `None` for a section."""
        head, dot, _ = self.number.rpartition(".")
        return head if dot else None


_B, _H, _I, _S, _K, _R = ClauseKind
_ROWS = (
    ("1", _B, "Rujukan IN.QCC.TELK.P-03", "Reference IN.QCC.TELK.P-03"),
    ("2", _H, "Tujuan", "Purpose"),
    ("2.1", _B, "Mengetahui langsung proses layanan agent", "See at first hand how agents serve"),
    ("2.2", _B, "Gambaran kualitas untuk rencana perbaikan", "A picture of quality to improve on"),
    ("3", _B, "Ruang lingkup: test contact langsung ke agent", "Scope: test contacts to agents"),
    ("4", _H, "Indikator kinerja prosedur", "Indicators of the procedure"),
    ("4.1", _I, "Sesuai mekanisme dan skenario", "As the mechanism and the scenarios say"),
    ("4.2", _I, "Minimal satu bulan sekali", "At least once a month"),
    ("5", _H, "Rincian prosedur", "The procedure in detail"),
    ("5.1", _H, "Penentuan bahan", "Choosing the material"),
    ("5.1.1", _S, "Data reason for contact bulan N-1", "Reasons for contact of month N-1"),
    ("5.1.2", _S, "Lima besar alasan kontak", "The five most frequent reasons"),
    ("5.2", _H, "Penyusunan skenario", "Writing the scenarios"),
    ("5.2.1", _H, "Susunan skenario", "How scenarios are set up"),
    ("5.2.1.1", _S, "Materi disusun pada minggu ke-I", "Material written in week I"),
    ("5.2.1.2", _S, "Minimal 40 sample per bulan", "At least 40 samples a month"),
    ("5.2.1.3", _S, "Minggu ke-II: pagi, siang, sore, malam", "Week II, all four day parts"),
    ("5.2.2", _S, "Pembagian tugas kepada QCO", "Contacts assigned to QCOs"),
    ("5.3", _H, "Pelaksanaan", "Carrying out"),
    ("5.3.1", _S, "Sesuai waktu dan permasalahan", "At the time and on the problem set"),
    ("5.3.2", _S, "Form Pelaksanaan (F-32) diisi", "Execution form (F-32) filled"),
    ("5.3.3", _S, "Form Mystery Shopping (F-31): 1 atau 0", "Form F-31 filled with 1 or 0"),
    ("5.3.4", _S, "Jalur form: TL ke SPV ke QCA", "Route of the form: TL to SPV to QCA"),
    ("5.4", _H, "Laporan analisa & rekomendasi", "Report and recommendations"),
    ("5.4.1", _S, "Berdasarkan rekapitulasi, mengacu pada KPI", "From the recap, on three KPIs"),
    ("5.4.1.1", _K, "Ketepatan solusi", "Solution accuracy"),
    ("5.4.1.2", _K, "Kesopanan agent", "Courtesy"),
    ("5.4.1.3", _K, "Kemampuan berkomunikasi", "Communication"),
    ("5.5", _S, "Feedback dan tindak lanjut", "Coaching or small group discussion"),
    ("5.6", _H, "Prosedur memberikan feedback", "Feedback"),
    ("5.6.1", _S, "Ketidaksesuaian dan solusi dari contacter", "Contacters note nonconformities"),
    ("5.6.2", _S, "Ketidaksesuaian: QCA ke SPV ke TL", "Nonconformities: QCA to SPV to TL"),
    ("6", _R, "Rekaman disimpan 3 tahun", "Records kept for three years"),
    ("7", _B, "Catatan perubahan dokumen", "Record of changes"),
)

CLAUSES = MappingProxyType(
    {number: Clause(number, kind, Text(id, en)) for number, kind, id, en in _ROWS}
)

# The records of section 6: each form with the clauses whose proof it holds.
FORMS = MappingProxyType(
    {
        "F-27": ("4.1", "5.4.1", "5.4.1.1", "5.4.1.2", "5.4.1.3", "5.6.2", "6"),
        "F-28": ("5.5", "6"),
        "F-31": ("5.3.3", "5.3.4", "5.6.1", "6"),
        "F-32": ("5.2.2", "5.3.1", "5.3.2", "6"),
    }
)
