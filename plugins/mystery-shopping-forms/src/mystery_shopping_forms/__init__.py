"""The forms of mystery shopping as workbooks: written, handed out, and read back."""

__version__ = "0.1.0"
