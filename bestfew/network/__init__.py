"""The network as one workspace sees it: professions, Contact Sphere, referrals."""
