"""Readings of the network of one workspace."""
