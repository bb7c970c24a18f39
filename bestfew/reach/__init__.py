"""How many people were reached, with a record or without one."""
