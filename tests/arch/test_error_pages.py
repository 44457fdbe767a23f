"""Every error code can be looked up, and the page names no code that nothing raises."""

import re

from tests.arch.source import ROOT, core_files, plugin_files

CODE = re.compile(r"""["'](MS\d{3})["']""")
ENTRY = re.compile(r"^## (MS\d{3})\b", re.MULTILINE)


def test_codes_and_entries_match_one_to_one() -> None:
    """A code in a message is a promise that there is a page about it."""
    files = [*core_files(), *plugin_files()]
    used = {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")

    explained = ENTRY.findall(page)

    missing, gone = sorted(used - set(explained)), sorted(set(explained) - used)
    assert missing == [], f"docs/reference/errors.md lacks {missing}"
    assert gone == [], f"docs/reference/errors.md explains {gone}, which nothing uses"
    assert explained == sorted(set(explained)), "entries are sorted and none stands twice"
