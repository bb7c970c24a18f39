"""How a team does: who shows up, takes part and gives, and what passed between whom."""
