"""What the network computes: plain Python, no Django, no clock."""
