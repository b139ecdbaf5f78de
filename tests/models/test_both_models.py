"""The default models look at an image in one pass."""

import pytest
from PIL import Image

from classify_image.model.description import ModelError
from classify_image.model.folder import load_all
from classify_image.vision.decode import DecodedImage, decode
from classify_image.vision.needed_side import DEFAULT_NEED
from classify_image.vision.opening.opened_image import OpenedImage
from classify_image.vision.recognizer import Recognition, Recognizer
from cocoon.settings.app_settings import Settings, from_environment
from tests.kits.environments import TEMPLATE_VALUES
from tests.kits.image_files import encoded
from tests.kits.sample_images import SAMPLES


@pytest.fixture(scope="module")
def settings() -> Settings:
    return from_environment(TEMPLATE_VALUES)


@pytest.fixture(scope="module")
def recognizer(settings: Settings) -> Recognizer:
    return Recognizer(load_all(settings.model_paths, 1), settings)


def recognize(recognizer: Recognizer, photograph: str) -> Recognition:
    return recognizer.recognize(recognizer.open((SAMPLES / photograph).read_bytes()))


def test_each_label_names_its_model(recognizer: Recognizer) -> None:
    labels = recognize(recognizer, "things/camera-tripod.jpg").labels.labels
    assert {label.name: label.model for label in labels} == {"tripod": "efficientnet-lite0", "person": "nanodet"}
    assert [len(label.boxes) for label in labels] == [0, 1]


def test_broader_labels_are_of_both(recognizer: Recognizer) -> None:
    labels, broader = recognize(recognizer, "animals/german-shepherd.jpg").labels
    assert [label.name for label in labels] == ["German shepherd", "dog"]
    assert {"animal", "mammal", "pet", "dog", "sheepdog"} <= {label.name for label in broader}
    assert [label.score for label in broader] == sorted((label.score for label in broader), reverse=True)


def test_an_image_is_decoded_once(recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []

    def decode_and_note(opened: OpenedImage) -> DecodedImage:
        decoded.append(opened)
        return decode(opened)

    monkeypatch.setattr("classify_image.vision.recognizer.decode", decode_and_note)
    recognition = recognize(recognizer, "food/coffee.png")
    assert len(decoded) == 1
    assert recognition.stages.keys() == {"decode", "infer", "thumbnail"}


@pytest.mark.parametrize("size", [(2000, 1500), (1500, 1500), (1000, 999), (1, 5000)])
def test_what_the_tools_take_for_their_need_is_what_a_worker_needs(
    recognizer: Recognizer, size: tuple[int, int]
) -> None:
    needed = recognizer.needed
    assert needed.of(size) == DEFAULT_NEED.of(size)
    assert (needed.of_preview, needed.sees_all) == (DEFAULT_NEED.of_preview, DEFAULT_NEED.sees_all)


@pytest.mark.parametrize(("size", "expected"), [((2000, 1500), (500, 375)), ((1500, 1500), (750, 750))])
def test_jpegs_are_decoded_no_larger_than_both_need(
    recognizer: Recognizer, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert decode(recognizer.open(encoded(Image.new("RGB", size), "JPEG"))).pixels.size == expected


def test_two_models_of_one_name_are_refused(settings: Settings) -> None:
    one = settings.model_paths[0]
    with pytest.raises(ModelError, match="two of the models are named 'efficientnet-lite0'"):
        load_all([one, one], 1)
