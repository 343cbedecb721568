"""Pages and files in, article text with its identity out; near-copies among articles."""
