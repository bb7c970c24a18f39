"""From lead to prospect: channels, qualification profiles and their answers."""
