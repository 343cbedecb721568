"""What many articles amount to: evidence in, developments, their stages and the messages due out. Pure."""
