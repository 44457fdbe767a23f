"""The steps of W-10 section 5, each a command of its own."""
