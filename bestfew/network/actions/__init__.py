"""What is done to the Contact Sphere and to referrals."""
