"""The same person twice: found, shown side by side, made one, and parted again."""
