"""The Planner: what a day's reach comes to, and what a wish asks for."""
