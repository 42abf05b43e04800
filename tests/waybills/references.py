"""The check digits in plain Python, written from the methods' descriptions and not from the expressions."""

from __future__ import annotations


def s10(eight: str) -> int:
    """UPU S10: weights 8 6 4 2 3 5 9 7; 11 less the remainder of 11; 10 is written 0, and 11 is written 5."""
    total = sum(int(digit) * weight for digit, weight in zip(eight, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    return {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def ups(fifteen: str) -> int:
    """UPS 1Z: characters in odd places once, in even places twice; what is missing to the next ten."""
    values = [int(c) if c.isdigit() else (ord(c) - ord("A") + 2) % 10 for c in fifteen]
    return -(sum(values[0::2]) + 2 * sum(values[1::2])) % 10


def fedex(eleven: str) -> int:
    """FedEx Express: from the right 1 3 7 1 3 7 …; remainder of 11, of which the last digit."""
    return sum(int(digit) * (1, 3, 7)[place % 3] for place, digit in enumerate(reversed(eleven))) % 11 % 10


def mod10(digits: str) -> int:
    """GS1, USPS, FedEx Ground: from the right 3 1 3 1 …; what is missing to the next ten."""
    return -sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits))) % 10


def mod7(digits: str) -> int:
    """DHL Express: the number's remainder of 7."""
    return int(digits) % 7
