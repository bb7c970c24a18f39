"""Campaigns at work: forms, codes to print, call lists, mailings."""
