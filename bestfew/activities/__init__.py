"""The one log of what was done with whom, and what is to be done next."""
