"""Single sales objectives, and where each stands in the funnel by what is really met."""
