"""What the report says, part by part, put into words."""

from mystery_shopping_report.content.whole import make_paper

__all__ = ["make_paper"]
