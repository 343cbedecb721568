"""When: the words for a time turned into dated intervals, and the day that an article speaks from."""
