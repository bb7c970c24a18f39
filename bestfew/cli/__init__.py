"""The terminal kit: set-up, options that every command shares, tables and JSON."""
