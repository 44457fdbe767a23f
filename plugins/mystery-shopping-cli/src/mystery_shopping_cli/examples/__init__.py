"""The month the demo plays: the contact log of an invented site, and how to read it."""

from pathlib import Path

CONTACTS = Path(__file__).with_name("contacts-2026-10.csv")
MAPPING = Path(__file__).with_name("contacts.toml")
