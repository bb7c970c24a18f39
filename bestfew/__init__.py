"""Bestfew: the desk of people who find their own customers."""
