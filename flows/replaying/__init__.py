"""The past through the live code, and how right and how quick the messages were."""
