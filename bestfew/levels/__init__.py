"""The eight levels: where everybody stands, how many come up, what to plan."""
