import numpy as np
import pytest

from classify_image.vision.decoding import decode_image
from cocoon.errors import PermanentError
from tests.unit.vision.odd_images import OddImage, odd_images

MOST_PIXELS, NEEDED = 1_000_000, 500


@pytest.mark.parametrize("odd", list(odd_images()), ids=lambda odd: odd.name)
def test_an_odd_image(odd: OddImage) -> None:
    if odd.like is None:
        with pytest.raises(PermanentError) as caught:
            decode_image(odd.content, MOST_PIXELS, NEEDED)
        assert caught.value.code in odd.codes
        return
    image = decode_image(odd.content, MOST_PIXELS, NEEDED)
    assert image.size == odd.like.size
    difference = np.abs(np.asarray(image.pixels, np.int16) - np.asarray(odd.like.convert("RGB"), np.int16))
    assert difference.mean() <= odd.within
