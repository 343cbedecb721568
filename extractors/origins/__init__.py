"""Who first wrote the words: credits, copies and owners in, independent origins out. Pure."""
