"""The default model gives the labels that it gives without the app, by both engines."""

from pathlib import Path

import pytest

from benchmarks.plain_labels import plain_scores
from classify_image.model.folder import Model, load
from classify_image.vision.recognizer import Recognizer
from cocoon.settings.app_settings import Settings, from_environment
from models.build import FOLDERS
from tests.kits.environments import TEMPLATE_VALUES
from tests.kits.sample_images import ALL_SAMPLES


@pytest.fixture(scope="module")
def settings() -> Settings:
    return from_environment(TEMPLATE_VALUES)


@pytest.mark.parametrize("path", ALL_SAMPLES, ids=lambda path: path.stem)
def test_labels_agree_with_the_plain_model(litert: Model, settings: Settings, path: Path) -> None:
    plain = plain_scores(path.read_bytes())
    recognizer = Recognizer([litert], settings)
    labels = recognizer.recognize(recognizer.open(path.read_bytes())).labels.labels
    best = max(plain, key=lambda name: plain[name])
    assert [label.name for label in labels][:1] == (
        [best] if plain[best] >= litert.description.output.min_score else []
    )
    for each in labels:
        assert each.score == pytest.approx(plain[each.name], abs=0.02)


def test_both_engines_agree(litert: Model, settings: Settings) -> None:
    saved_model = load(FOLDERS.saved_model, 2)
    for path in ALL_SAMPLES[::4]:
        both = [Recognizer([model], settings) for model in (litert, saved_model)]
        ours, theirs = (each.recognize(each.open(path.read_bytes())).labels.labels for each in both)
        assert [label.name for label in ours] == [label.name for label in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.score == pytest.approx(other.score, abs=0.001)
