"""Alerts on their way to people: messages made, sent, tried again and given up."""
