"""What is sold, and to whom: offerings, and later target markets."""
