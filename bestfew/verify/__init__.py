"""`bestfew verify`: whether the database still is what it promises (trust.md 3.0).

It reads only. A check is one small function; `every.py` names them all.
"""
