"""Finds people who are kept twice: a Splink model on DuckDB, in a process beside.

The worker writes what is compared to files (`reading`); a process of its own, which
knows nothing of the database, loads them into DuckDB and scores pairs (`beside`), so
that the memory this takes goes with it.
"""
