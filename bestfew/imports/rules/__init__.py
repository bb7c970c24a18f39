"""How cells become values: plain rules, no Django."""
