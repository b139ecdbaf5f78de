"""Prices that fall with the amount (pure)."""

from collections.abc import Iterable


def graduated(amount: float, tiers: Iterable[tuple[float, float]]) -> float:
    """Return the price of an amount.

    :param tiers: up to which amount, and the price of each above the tier before.
    """
    price = before = 0.0
    for up_to, each in tiers:
        price += max(0.0, min(amount, up_to) - before) * each
        before = up_to
    return price
