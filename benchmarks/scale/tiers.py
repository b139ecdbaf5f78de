"""Compute graduated prices (pure)."""

from collections.abc import Iterable


def graduated(amount: float, tiers: Iterable[tuple[float, float]]) -> float:
    """Return the price of an amount.

    :param tiers: the upper limit of each tier, and the price of a unit within it.
    """
    price = before = 0.0
    for up_to, each in tiers:
        price += max(0.0, min(amount, up_to) - before) * each
        before = up_to
    return price
