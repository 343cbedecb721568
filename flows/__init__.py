"""When and in what order: Prefect flows, settings and the command line."""
