"""The scorecard: the parameters an F-31 marks with 0 or 1."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import attrs

from mystery_shopping.errors import InvalidValue, NotFound, Text
from mystery_shopping.values._check import code, some, whole, words


class Dimension(StrEnum):
    """What a parameter speaks of (A11)."""

    SOLUTION = "solution"
    PROCESS = "process"
    ATTITUDE = "attitude"
    COMMUNICATION = "communication"

    @property
    def label(self) -> Text:
        """The dimension in words."""
        return _DIMENSION_LABELS[self]


_DIMENSION_LABELS = {
    Dimension.SOLUTION: Text("solusi", "solution"),
    Dimension.PROCESS: Text("proses", "process"),
    Dimension.ATTITUDE: Text("sikap", "attitude"),
    Dimension.COMMUNICATION: Text("komunikasi", "communication"),
}


class Kpi(StrEnum):
    """The three service KPIs of the report."""

    SOLUTION_ACCURACY = "solution_accuracy"
    COURTESY = "courtesy"
    COMMUNICATION = "communication"

    @property
    def clause(self) -> str:
        """The clause of W-10 that asks for it."""
        return _KPI_ROWS[self][0]

    @property
    def label(self) -> Text:
        """The KPI in words."""
        return _KPI_ROWS[self][1]


_KPI_ROWS = {
    Kpi.SOLUTION_ACCURACY: ("5.4.1.1", Text("Ketepatan solusi", "Solution accuracy")),
    Kpi.COURTESY: ("5.4.1.2", Text("Kesopanan", "Courtesy")),
    Kpi.COMMUNICATION: ("5.4.1.3", Text("Kemampuan berkomunikasi", "Communication")),
}

DIMENSION_KPIS: tuple[tuple[Dimension, Kpi], ...] = (
    (Dimension.SOLUTION, Kpi.SOLUTION_ACCURACY),
    (Dimension.ATTITUDE, Kpi.COURTESY),
    (Dimension.COMMUNICATION, Kpi.COMMUNICATION),
)


@attrs.frozen
class Parameter:
    """One line of F-31; without a `kpi` of its own it counts to its dimension's (A11)."""

    code: str = attrs.field(validator=code)
    wording: Text
    dimension: Dimension
    kpi: Kpi | None = None
    critical: bool = False


@attrs.frozen
class Scorecard:
    """The parameters in the order of the form; a mark mask has one bit each, the first lowest.

    Source: W-10 5.3.3 and form F-31; A11.
    """

    name: str = attrs.field(validator=words)
    version: int = attrs.field(validator=whole(1))
    parameters: tuple[Parameter, ...] = attrs.field(validator=some)
    _places: dict[str, int] = attrs.field(init=False, repr=False, eq=False)
    _codes: tuple[str, ...] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        places = {parameter.code: place for place, parameter in enumerate(self.parameters)}
        if len(places) < len(self.parameters):
            codes = [parameter.code for parameter in self.parameters]
            required = Text("kode yang berbeda-beda", "distinct codes")
            raise InvalidValue(path="parameters", required=required, actual=codes)
        if not any(row.dimension is Dimension.SOLUTION for row in self.parameters):
            required = Text("sedikitnya satu parameter solusi", "at least one solution parameter")
            raise InvalidValue(path="parameters", required=required, actual=list(places))
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_codes", tuple(places))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in the order of the form."""
        return self._codes

    @property
    def full_mask(self) -> int:
        """The mask with every bit set."""
        return (1 << len(self.parameters)) - 1

    def has(self, code: str) -> bool:
        """Return whether the form has a parameter called `code`."""
        return code in self._places

    def place(self, code: str) -> int:
        """Return the position of `code` on the form, from 0.

        Raises:
            NotFound: when the form has no such parameter.
        """
        try:
            return self._places[code]
        except KeyError:
            raise NotFound(kind="parameter", key=code, known=self.codes) from None

    def mask(self, of: Callable[[Parameter], bool]) -> int:
        """Return the mask of the parameters for which `of` answers true."""
        return sum(1 << place for place, row in enumerate(self.parameters) if of(row))

    def dimension_mask(self, *dimensions: Dimension) -> int:
        """Return the mask of the parameters of some dimensions."""
        return self.mask(lambda row: row.dimension in dimensions)


_DEFAULT_ROWS = (
    ("root_need", "solution", "Kebutuhan pelanggan digali tepat", "Finds what is really needed"),
    ("right_answer", "solution", "Jawaban benar dan lengkap", "The answer is right and complete"),
    ("right_action", "solution", "Tindakan sesuai ketentuan produk", "The action fits the product"),
    ("closure", "solution", "Masalah selesai atau jelas kelanjutannya", "Solved, or next is clear"),
    ("greeting", "process", "Salam pembuka sesuai standar", "Opens with the standard greeting"),
    ("verification", "process", "Verifikasi data pelanggan", "Verifies who the customer is"),
    ("hold", "process", "Izin dan terima kasih saat hold", "Asks before and thanks after a hold"),
    ("record", "process", "Pencatatan dan nomor laporan", "Records the case and gives its number"),
    ("closing", "process", "Salam penutup sesuai standar", "Closes with the standard words"),
    ("courtesy", "attitude", "Sopan sepanjang percakapan", "Stays polite from start to end"),
    ("empathy", "attitude", "Menunjukkan empati", "Shows empathy with the customer"),
    ("patience", "attitude", "Sabar dan tidak memotong", "Is patient and does not interrupt"),
    ("listening", "communication", "Menyimak tanpa bertanya ulang", "Listens, asks nothing twice"),
    ("clarity", "communication", "Bahasa jelas dan mudah dipahami", "Speaks clearly and plainly"),
    ("pace", "communication", "Tempo dan intonasi sesuai", "Keeps a fitting pace and tone"),
    ("confirming", "communication", "Memastikan pelanggan paham", "Makes sure it was understood"),
)


def default_scorecard() -> Scorecard:
    """Return the library's own scorecard of 16 parameters, `right_answer` critical.

    >>> len(default_scorecard().parameters)
    16
    """
    rows = tuple(
        Parameter(code, Text(id, en), Dimension(dimension), critical=code == "right_answer")
        for code, dimension, id, en in _DEFAULT_ROWS
    )
    return Scorecard("default", 1, rows)
