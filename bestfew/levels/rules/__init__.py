"""What the eight levels compute: plain Python, exact where it counts people.

`arithmetic` (method.md 4.2), `capacity` (a day shared over channels), `estimates` (4.5)
and `signals` (4.11).
"""
