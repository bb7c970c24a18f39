"""Counting, reading and setting what concerns reach."""
