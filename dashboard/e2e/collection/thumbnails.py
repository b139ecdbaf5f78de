"""Make thumbnails of some pictures, which many images share."""

from collections.abc import Sequence
from typing import NamedTuple

from classify_image.vision.thumbnail import make_thumbnail
from dashboard.e2e.make_images import pictures

LARGER = 4  # times as many pixels of a side has the image itself


class Thumbnail(NamedTuple):
    """A JPEG, and the width and height of the image that it stands for."""

    content: bytes
    size: tuple[int, int]


def make_thumbnails(count: int, side: int) -> Sequence[Thumbnail]:
    """Return so many different thumbnails, as long as the app's."""
    made = (image for _, image in pictures(count, side))
    return [Thumbnail(make_thumbnail(each, side), (LARGER * each.width, LARGER * each.height)) for each in made]
