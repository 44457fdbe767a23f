"""One of several programs on one file, with threads of its own: run as a script."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import mystery_shopping as ms

_QCA = ms.Person("rina", ms.Role.QCA)
_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


def main(url: str, name: str, *cycles: str) -> None:
    """Add a product to each cycle, again and again, in three threads that share the program."""
    with ms.open_program(url) as program, ThreadPoolExecutor(3) as pool:

        def work(thread: int) -> None:
            for number in range(8):
                product = ms.NewProduct(f"{name}-{thread}-{number}", "new")
                for cycle in cycles:
                    program.execute(cycle, ms.AddNewProducts((product,)), by=_QCA, at=_AT)

        list(pool.map(work, range(3)))


if __name__ == "__main__":
    main(*sys.argv[1:])
