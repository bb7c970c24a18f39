"""How passwords are hashed: Argon2id, light enough for a small machine."""

from __future__ import annotations

from threading import Semaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

_two_at_a_time = Semaphore(2)


class LightArgon2(Argon2PasswordHasher):
    """Argon2id with OWASP's least parameters: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _two_at_a_time:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _two_at_a_time:
            return super().verify(password, encoded)
