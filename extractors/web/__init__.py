"""Talking to servers: addresses, requests, bodies, encodings; bytes and reasons out."""
