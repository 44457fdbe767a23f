"""Mystery shopping from the command line: every step, every question, and a month played."""
