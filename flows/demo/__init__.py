"""The recorded world, served on loopback and played pass by pass."""
