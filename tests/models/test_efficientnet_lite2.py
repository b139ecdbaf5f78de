"""EfficientNet-Lite2 is the network that its authors describe, and labels the samples as one would."""

import pytest

from classify_image.model.folder import load
from classify_image.vision.recognizer import Recognizer
from cocoon.settings.app_settings import from_environment
from models.build import CLASSIFIERS, LITE2, main
from tests.kits.environments import TEMPLATE_VALUES
from tests.kits.sample_images import SAMPLES


def test_more_channels_and_blocks_are_in_the_stages_that_grow() -> None:
    from models.efficientnet_lite import Scale, scaled  # noqa: PLC0415 - Keras takes seconds

    stages = scaled(Scale(LITE2.size, LITE2.width, LITE2.depth))
    assert [(stage.repeats, stage.channels) for stage in stages] == [
        *((1, 16), (3, 24), (3, 48), (4, 88), (4, 120), (5, 208), (1, 352))
    ]


@pytest.mark.skipif(
    not LITE2.folders.exist(),
    reason="set-up leaves out the 23 MB of its weights: make run MODEL=lite2 ONCE=1 builds it",
)
def test_it_labels_the_samples() -> None:
    recognizer = Recognizer([load(LITE2.folders.litert, 1)], from_environment(TEMPLATE_VALUES))
    expected = {
        "animals/german-shepherd.jpg": "German shepherd",
        "animals/giant-panda.jpg": "giant panda",
        "food/coffee.png": "espresso",
        "places/taj-mahal.jpg": "mosque",
        "things/hammer.png": "hammer",
    }
    found = {
        name: recognizer.recognize(recognizer.open((SAMPLES / name).read_bytes())).labels.labels[0].name
        for name in expected
    }
    assert found == expected


def test_what_cannot_be_chosen_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("lite9") == 2
    assert f"'lite9' is none of {', '.join(CLASSIFIERS)}" in capsys.readouterr().err
