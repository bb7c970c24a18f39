"""What happened to every row; and edits that never overwrite another's."""
