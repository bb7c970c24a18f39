"""The pages of target markets."""
