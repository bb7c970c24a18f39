"""Background jobs: one thin door over django-q2, with the database as the queue."""
