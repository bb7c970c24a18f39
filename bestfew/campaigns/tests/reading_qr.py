"""Reads a QR, module by module, as a telephone does: an honest second opinion.

Byte mode at error level M, versions 1 to 6, undamaged: what our links need (ISO 18004).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

Matrix = Sequence[Sequence[int]]

DATA = {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}
"""Blocks, and bytes of data in each, by version."""
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def text_of(matrix: Matrix) -> str:
    """What it says."""
    version = (len(matrix) - 17) // 4
    blocks, size = DATA[version]
    stream = _bytes(matrix, version)
    data = b"".join(
        bytes(stream[each : size * blocks : blocks]) for each in range(blocks)
    )
    bits = "".join(f"{byte:08b}" for byte in data)
    if bits[:4] != "0100":
        raise ValueError(f"mode {bits[:4]}")
    count = int(bits[4:12], 2)
    found = (int(bits[at : at + 8], 2) for at in range(12, 12 + 8 * count, 8))
    return bytes(found).decode()


def _bytes(matrix: Matrix, version: int) -> list[int]:
    mask = MASKS[_mask_of(matrix)]
    bits = [matrix[y][x] ^ mask(y, x) for y, x in _way(len(matrix), version)]
    return [
        int("".join(map(str, bits[at : at + 8])), 2)
        for at in range(0, len(bits) - 7, 8)
    ]


def _mask_of(matrix: Matrix) -> int:
    """Level (2) and mask (3) stand beside the upper left corner, turned by 10101."""
    told = "".join(str(int(matrix[8][x])) for x in range(5))
    bits = int(told, 2) ^ 0b10101
    if bits >> 3 != 0b00:
        raise ValueError("not level M")
    return bits & 0b111


def _way(size: int, version: int) -> Iterator[tuple[int, int]]:
    """Modules of data in their order: two columns at a time, up and down."""
    x, upward = size - 1, True
    while x > 0:
        if x == 6:  # the timing pattern stands here
            x -= 1
        for step in range(size):
            y = size - 1 - step if upward else step
            for each in (x, x - 1):
                if not _is_pattern(y, each, size, version):
                    yield y, each
        x, upward = x - 2, not upward


def _is_pattern(y: int, x: int, size: int, version: int) -> bool:
    """Finders with what is around them, timing, alignment (version 7 is not ours)."""
    if (y < 9 and (x < 9 or x >= size - 8)) or (y >= size - 8 and x < 9):
        return True
    middle = size - 7
    is_aligned = version > 1 and abs(y - middle) <= 2 and abs(x - middle) <= 2
    return y == 6 or x == 6 or is_aligned
