"""Words for people: sentences from catalogues, and numbers and dates in the reader's form."""

from mystery_shopping.wording.catalogue import Catalogue, Plural, Sentence
from mystery_shopping.wording.formats import Filler, runs_of, tell_date, tell_list, tell_number

__all__ = [
    "Catalogue",
    "Filler",
    "Plural",
    "Sentence",
    "runs_of",
    "tell_date",
    "tell_list",
    "tell_number",
]
