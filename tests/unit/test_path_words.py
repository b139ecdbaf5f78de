"""The words of a path."""

import pytest

from cocoon.labels.path_words import LONGEST, MOST_WORDS, words_of, words_of_path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("2024/eiffel-tower.jpg", ["2024", "eiffel", "tower"]),
        ("Holidays/EiffelTower_02.JPG", ["02", "eiffel", "eiffeltower", "holidays", "tower"]),
        ("été/Café au lait.png", ["au", "cafe", "ete", "lait"]),
        ("e\u0301te\u0301.png", ["ete"]),  # as macOS writes names
        ("a/b/IMG_1.jpg", ["img"]),
        ("dog1.jpg", ["dog", "dog1"]),
        ("beach2024.HEIC", ["2024", "beach", "beach2024"]),
        ("Mr. Bean", ["bean", "mr"]),
        ("v1.2/St. Moritz", ["moritz", "st", "v1"]),
        ("東京/塔.jpg", ["塔", "東京"]),
        ("no-extension", ["extension", "no"]),
        (".jpg", []),
        ("folder/", ["folder"]),
        ("a.b.c", []),
        ("", []),
        ("///", []),
        ("same/same.png", ["same"]),
    ],
)
def test_words(path: str, words: list[str]) -> None:
    assert words_of_path(path) == words


def test_words_are_bounded_and_the_files_own_are_kept() -> None:
    path = "/".join(f"folder{number}" for number in range(100)) + "/" + "x" * (LONGEST + 1) + "-name.jpg"
    assert len(words_of_path(path)) == MOST_WORDS
    assert "name" in words_of_path(path)


def test_asked_words_are_compared_in_the_same_form() -> None:
    assert words_of("Eiffel Tower") == ["eiffel", "tower"]
    for path, asked in [
        ("2024/eiffel-tower.jpg", "2024/eiffel-tower.jpg"),
        ("EiffelPlan.png", "EiffelPlan"),
        ("plans/plan b.png", "plan b"),
        ("Café1.jpg", "cafe"),
        ("dog1.jpg", "DOG1"),
    ]:
        assert {*words_of(asked)} <= {*words_of_path(path)}
    for nothing in ("", "!!!", "\U0001f600", "a", "&", ".jpg"):
        assert words_of(nothing) == []
