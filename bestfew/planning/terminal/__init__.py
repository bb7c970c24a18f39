"""`bestfew week`."""
