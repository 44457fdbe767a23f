"""Brings the catalogues of every package up to the sentences in its code, and compiles them."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
# How a sentence is marked in the code: alone, or as a pair for one and for many.
_KEYWORDS = {"Sentence": None, "Plural": (1, 2)}
# The tool that knows every language gives Indonesian two forms for numbers; it has one.
_HEADER = """# The sentences of {package} in the language of this folder.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
# The same sentences give the same bytes on any day.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def packages() -> list[Path]:
    """List the packages that have catalogues, the library's own first."""
    places = [*ROOT.glob("src/*/locale"), *sorted(ROOT.glob("plugins/*/src/*/locale"))]
    return [place.parent for place in places]


def extract(package: Path) -> Catalog:
    """Return the sentences of a package's code, without where they stand: that moves too often."""
    found = Catalog(fuzzy=False)
    rows = extract_from_dir(package, [("**.py", "python")], {}, _KEYWORDS)
    for _, _, message, _, context in rows:
        found.add(message, context=context)
    return found


def update(file: Path, sentences: Catalog) -> bytes:
    """Return a catalogue's text with the sentences of the code; what is new has no translation."""
    with file.open("rb") as stream:
        known = read_po(stream, locale=file.parts[-3])
    known.update(sentences, no_fuzzy_matching=True)
    known.obsolete.clear()
    out = BytesIO()
    write_po(out, known, width=98, sort_output=True, omit_header=True, ignore_obsolete=True)
    header = _HEADER.format(package=file.parts[-5], language=file.parts[-3])
    return header.encode() + out.getvalue()


def compile_catalogue(file: Path) -> bytes:
    """Return a catalogue as the programs read it."""
    with file.open("rb") as stream:
        known = read_po(stream, locale=file.parts[-3])
    known.creation_date = known.revision_date = _NO_DATE
    out = BytesIO()
    write_mo(out, known)
    return out.getvalue()


def main() -> int:
    """Write every catalogue anew, and say how many sentences lack a translation."""
    missing = 0
    for package in packages():
        sentences = extract(package)
        for file in sorted(package.glob("locale/*/LC_MESSAGES/*.po")):
            file.write_bytes(update(file, sentences))
            file.with_suffix(".mo").write_bytes(compile_catalogue(file))
            with file.open("rb") as stream:
                lacking = [row.id for row in read_po(stream) if row.id and not is_translated(row)]
            missing += len(lacking)
            print(f"{file.relative_to(ROOT)}: {len(lacking)} without a translation")
            print("".join(f"  {words}\n" for words in lacking), end="")
    return 1 if missing else 0


def is_translated(row: object) -> bool:
    """Tell whether every form of a sentence has words."""
    words = getattr(row, "string", "")
    return all(words) if isinstance(words, tuple) else bool(words)


if __name__ == "__main__":
    sys.exit(main())
