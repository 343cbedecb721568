"""What we know, append-only, in DuckDB: schema, migrations, writes, read views, publication."""
