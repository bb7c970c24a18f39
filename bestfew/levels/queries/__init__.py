"""What screens and the terminal read of levels and plans."""
