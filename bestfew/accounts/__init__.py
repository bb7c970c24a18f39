"""Who signs in, which workspace they work in, and what they may see."""
