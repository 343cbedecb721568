"""A text made ready for reading: sentences, clauses, grammar hits, name hits. It knows nobody and decides nothing."""
