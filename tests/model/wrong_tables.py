"""A pytest plugin that lets every other test run on wrong tables, to see which of them notices.

`MYSTERY_SHOPPING_WRONG_TABLE=17 python3 dev.py test -p tests.model.wrong_tables -x tests/story`
"""

from __future__ import annotations

import os

from mystery_shopping.workflow.tables import TABLES
from tests.model.mutants import mutants

PLACE = "MYSTERY_SHOPPING_WRONG_TABLE"

_NUMBER = os.environ.get(PLACE)
if _NUMBER is not None:
    # In place, before anything is compiled from them: everybody holds this one dictionary.
    TABLES.update(list(mutants())[int(_NUMBER)].tables)
