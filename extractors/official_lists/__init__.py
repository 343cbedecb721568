"""Official lists in, what changed on them out, as evidence."""
