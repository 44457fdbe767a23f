"""Records kept, held, disposed of, and shown to whom they speak of."""
