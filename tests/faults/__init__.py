"""Real processes, really killed: what must hold at any moment (trust.md 3.2)."""
