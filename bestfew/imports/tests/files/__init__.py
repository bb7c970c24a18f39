"""Recipes of whole files: honest ones, broken ones, hostile ones."""
