"""People and organisations: who they are, how to reach them, what they allowed."""
