"""The plan, the week, the time spent, the team and the calendar."""
