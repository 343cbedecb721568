"""Whether it happened: cues with their scope and times bound to their trigger in, one status with its reasons out."""
