"""How right the reader is: labelled articles in, counts and misses out."""
