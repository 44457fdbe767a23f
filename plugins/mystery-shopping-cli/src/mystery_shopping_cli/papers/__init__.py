"""The month on paper: what exporters write, and filled forms read back."""
