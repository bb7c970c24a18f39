"""Single sales objectives, and where each stands by what is really met."""
