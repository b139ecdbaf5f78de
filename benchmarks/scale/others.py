"""Compute the price of label services for a month's images, in dollars (pure).

Azure AI Vision S1 (tags), Amazon Rekognition (DetectLabels), Google Cloud Vision (LABEL_DETECTION); list prices of
2026. They know thousands of labels, the default model here 1,000.
"""

from benchmarks.scale.tiers import graduated

# Up to this number of images; dollars per thousand of those above the previous tier.
TIERS = {
    "Azure AI Vision": ((1e6, 1.00), (10e6, 0.65), (100e6, 0.60), (float("inf"), 0.40)),
    "Amazon Rekognition": ((1e6, 1.00), (5e6, 0.80), (35e6, 0.60), (float("inf"), 0.25)),
    "Google Cloud Vision": ((1e3, 0.0), (5e6, 1.50), (float("inf"), 1.00)),
}


def month(service: str, images: float) -> float:
    """Return the bill of a month."""
    return graduated(images, TIERS[service]) / 1000
