"""The questions that can be asked of a month; none of them changes anything."""
