"""A file of a few lines, read the way a QCA's whole export is."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from mystery_shopping.model import Policy, ReasonRanking
from mystery_shopping.values import Period
from mystery_shopping_reasons import load_mapping, read_ranking

AT_MAPPING = '[columns]\nat = "waktu"\nreason = "alasan"\n'

Read = Callable[..., ReasonRanking]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a reader of file content that is text or bytes."""

    def read_content(
        content: str | bytes,
        *,
        mapping: str = AT_MAPPING,
        more: str = "",
        period: str = "2026-10",
        name: str = "log.csv",
        **policy: Any,  # noqa: ANN401 - the fields of Policy
    ) -> ReasonRanking:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_ranking(
            file,
            period=Period.parse(period),
            mapping=load_mapping(mapping + more),
            policy=Policy(qm_target=85, **policy),
        )

    return read_content


def _inline(row: Sequence[str]) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row)
    return f"<row>{cells}</row>"


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
RawBook = Callable[..., bytes]


@pytest.fixture(scope="session")
def raw_book() -> RawBook:
    """Return a maker of workbooks from the rows of their only sheet, as odd programs write them.

    Rows of texts stand in their own cells, without references; other rows are given as XML.
    """

    def make(
        rows: str | Sequence[Sequence[str]],
        *,
        before: str = "",
        book: str = "",
        links: str = "",
        **parts: str | bytes,
    ) -> bytes:
        content = io.BytesIO()
        root = f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        sheet = f'<Relationship Id="b" Type="{_OFFICE}/worksheet" Target="worksheets/s.xml"/>'
        strings = f'<Relationship Id="c" Type="{_OFFICE}/sharedStrings" Target="strings.xml"/>'
        styles = f'<Relationship Id="d" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        head = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        cells = rows if isinstance(rows, str) else "".join(map(_inline, rows))
        body = f"<sheetData>{cells}</sheetData>"
        files: dict[str, str | bytes] = {
            "_rels/.rels": f'<Relationships xmlns="{_LINKS}">{root}</Relationships>',
            "xl/workbook.xml": f'{head}{book}<sheets><sheet name="Log" sheetId="1" r:id="b"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">'
            f"{sheet}{strings}{styles}{links}</Relationships>",
            "xl/worksheets/s.xml": f'<worksheet xmlns="{_MAIN}">{before}{body}</worksheet>',
        }
        named = {f"xl/{name}.xml": part for name, part in parts.items()}
        with ZipFile(content, "w", ZIP_DEFLATED) as package:
            for name, part in (files | named).items():
                package.writestr(name, part)
        return content.getvalue()

    return make
