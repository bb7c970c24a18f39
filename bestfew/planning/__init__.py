"""Which work first, and how much time for each kind of it."""
