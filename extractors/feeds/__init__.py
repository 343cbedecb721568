"""What outlets announce: feeds of every form and list pages in, entries and verdicts on them out."""
