"""Mailings: written, sent within the caps of many accounts, stopped by one press."""
