"""Power Teams: what different businesses share, and nothing of their own books."""
