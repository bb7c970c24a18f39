"""Screens of people and organisations, and the parts that htmx swaps."""
