"""The register of clauses: complete, in order, in both languages."""

from mystery_shopping.values import CLAUSES, ClauseKind


def test_every_clause_has_its_parent_in_the_register() -> None:
    """A clause that hangs in the air would be summed up in no heading."""
    parents = {number: clause.parent for number, clause in CLAUSES.items()}

    assert [n for n, parent in parents.items() if parent and parent not in CLAUSES] == []
    assert CLAUSES["5.2.1.3"].parent == "5.2.1"
    assert CLAUSES["5"].parent is None


def test_the_clauses_stand_in_the_order_of_the_document() -> None:
    """A verdict printed from it is read beside the paper."""
    numbers = list(CLAUSES)

    assert numbers == sorted(numbers, key=lambda n: [int(part) for part in n.split(".")])


def test_every_clause_has_a_title_in_both_languages() -> None:
    """Nobody knows the numbers by heart."""
    assert all(row.title.id and row.title.en for row in CLAUSES.values())
    assert len({row.title.id for row in CLAUSES.values()}) == len(CLAUSES)


def test_the_three_vocabularies_are_told_apart() -> None:
    """Indicators, mechanism steps and service KPIs are never merged."""
    by_kind = {
        kind: [number for number, row in CLAUSES.items() if row.kind is kind] for kind in ClauseKind
    }

    assert by_kind[ClauseKind.INDICATOR] == ["4.1", "4.2"]
    assert by_kind[ClauseKind.KPI] == ["5.4.1.1", "5.4.1.2", "5.4.1.3"]
    assert by_kind[ClauseKind.RECORD] == ["6"]
    assert all(number.startswith("5.") for number in by_kind[ClauseKind.STEP])
