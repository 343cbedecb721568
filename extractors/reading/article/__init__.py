"""What the article as a whole says: its sentences' events weighed against one another, and what follows from them."""
