"""Screens of campaigns, of their call lists, and the form that strangers see."""
