"""Pages in, records out: fetching, feeds, article text, matching, reading and the decision on developments."""
