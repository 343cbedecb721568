"""Who is meant: names, titles, offices, countries and party words turned into people."""
