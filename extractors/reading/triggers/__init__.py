"""What may have happened: the words that report an event, with the form they stand in."""
