"""What storywatch follows, written by people: storylines, outlets, lexicons, and the typed models that read them."""
