"""Reading filled F-31 and F-32 back: what they order, or every fault with its cell."""
