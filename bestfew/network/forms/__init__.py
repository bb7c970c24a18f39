"""What the pages of the network send."""
