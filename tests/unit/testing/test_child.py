"""The writer of the contract's races, run here in this process."""

from pathlib import Path

import pytest

from mystery_shopping.sqlite import open_log
from mystery_shopping.testing import _child, make_event


def test_a_writer_that_comes_late_writes_on_where_the_others_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The races count acknowledged batches: one lost to a conflict would look like a lost event."""
    url = f"sqlite:///{tmp_path}/raced.db"
    log = open_log(url)
    log.append("s", [make_event(event_id="first/0")], expected=0)

    _child.main("mystery_shopping.sqlite:open_log", url, "late", "2", "3")

    written = [row.event_id for row in log.read("s")]
    log.close()
    assert written[0] == "first/0"
    assert written[1:] == [f"late-{batch}/{place}" for batch in range(2) for place in range(3)]
    assert capsys.readouterr().out.split() == ["late-0/0", "late-1/0"]
