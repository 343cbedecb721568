"""Whether a text belongs to the storyline: titles and texts in, scores out."""
