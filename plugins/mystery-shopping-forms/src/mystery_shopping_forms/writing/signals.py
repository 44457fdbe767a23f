"""What the signals of a control chart are called."""

from __future__ import annotations

from mystery_shopping.errors import Text
from mystery_shopping.statistics import Signal

SIGNALS: dict[Signal, Text] = {
    Signal.BEYOND_THREE_SIGMA: Text("di luar 3 sigma", "beyond 3 sigma"),
    Signal.BEYOND_EXACT_LIMITS: Text("di luar batas eksak", "beyond the exact limits"),
    Signal.TWO_OF_THREE_BEYOND_TWO_SIGMA: Text(
        "dua dari tiga di luar 2 sigma", "two of three beyond 2 sigma"
    ),
    Signal.FOUR_OF_FIVE_BEYOND_ONE_SIGMA: Text(
        "empat dari lima di luar 1 sigma", "four of five beyond 1 sigma"
    ),
    Signal.EIGHT_IN_A_ROW: Text("delapan berturut-turut di satu sisi", "eight in a row on a side"),
}
