"""Who did it to whom, where and to which office: one module for each way of saying it."""
