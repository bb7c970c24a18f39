"""The pages of referrals in one's own book: given, got, and to whom I could give."""
