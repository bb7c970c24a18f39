"""What happened to every row, kept for ever; and edits that never overwrite another's."""
