"""What is noticed while a sheet is read, each with its cell, to be told all at once."""

from __future__ import annotations

from mystery_shopping.errors import MysteryShoppingError, Text
from mystery_shopping.service.importing import FormFault, FormRemark
from mystery_shopping_forms.layout import cell_name


class Slip:
    """Collects the faults and remarks of one sheet; rows and columns count from 0."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._faults: list[FormFault] = []
        self._remarks: list[FormRemark] = []

    @property
    def faults(self) -> tuple[FormFault, ...]:
        """The faults, in the order they were noticed."""
        return tuple(self._faults)

    @property
    def remarks(self) -> tuple[FormRemark, ...]:
        """The remarks, in the order they were noticed."""
        return tuple(self._remarks)

    def place(self, row: int, column: int) -> str:
        """Return sheet and cell as a person says them, such as ``F-31!E13``."""
        return f"{self._sheet}!{cell_name(row, column)}"

    def fault(self, cell: tuple[int, int], error: MysteryShoppingError) -> None:
        """Note what is wrong in a cell."""
        self._faults.append(FormFault(place=self.place(*cell), error=error))

    def remark(self, cell: tuple[int, int], text: Text) -> None:
        """Note what is odd about a cell and harmless."""
        self._remarks.append(FormRemark(place=self.place(*cell), text=text))
