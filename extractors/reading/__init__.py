"""Reading: one article in, what its own words say has happened out, with the words as evidence."""

from extractors.reading.article.explaining import SentenceExplanation
from extractors.reading.reader import READER_VERSION, Reader

__all__ = ["READER_VERSION", "Reader", "SentenceExplanation"]
