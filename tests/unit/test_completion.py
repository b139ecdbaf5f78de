"""What completes a typed text: labels, words that lead to one, words of paths, folders."""

import pytest

from cocoon.errors import BadRequestError
from cocoon.labels.narrower_words import labels_of_words, parse_words
from cocoon.labels.taxonomy_format import parse_taxonomy
from query_labels.completion.completion_request import CompletionQuery, parse_completion
from query_labels.completion.other_words import other_words
from query_labels.completion.path_names import PathNames, complete_folders, complete_names
from query_labels.completion.words import complete
from query_labels.search.meaning import Meaning
from query_labels.thesaurus.thesaurus import Thesaurus

TAXONOMY = parse_taxonomy(
    {
        "labels": {
            "dog": {"aliases": ["hound"], "names": {"de": ["Hund"], "fr": ["chien"]}},
            "cat": {"names": {"de": ["Kätzchen"]}},
            "airplane": {"aliases": ["plane"]},
            "planetarium": {},
            "zebra": {"aliases": ["zebroid"]},
        }
    }
)
OTHERS = other_words(
    Thesaurus([TAXONOMY]),
    labels_of_words(parse_words({"words": {"dog": ["puppy", "hound"], "cat": ["pup"]}}), TAXONOMY),
)
VOCABULARY = {"dog": 9, "cat": 5, "tiger cat": 4, "planetarium": 2}


def completed(text: str, meaning: Meaning | None = None, limit: int = 9) -> list[tuple[str, str, str | None, int]]:
    found = complete(text, meaning, VOCABULARY, OTHERS, limit)
    return [(each["word"], each["as"], each["because"], each["images"]) for each in found]


def test_labels_come_before_the_words_that_lead_to_others() -> None:
    assert completed("ca") == [("cat", "cat", None, 5), ("tiger cat", "tiger cat", None, 4)]
    assert completed("pu") == [("pup", "cat", "narrower", 5), ("puppy", "dog", "narrower", 9)]
    assert completed("d") == [("dog", "dog", None, 9)]


def test_other_languages_complete_with_and_without_accents() -> None:
    assert completed("hun") == [("hund", "dog", "translation", 9)]
    assert completed("\u00b4") == []
    assert completed("dóg") == completed("dog")
    assert completed("katz") == completed("kätz") == [("kätzchen", "cat", "translation", 5)]


def test_what_the_text_itself_means_comes_first_whether_images_have_it_or_not() -> None:
    assert completed("plane", Meaning("airplane", "synonym")) == [
        ("plane", "airplane", "synonym", 0),
        ("planetarium", "planetarium", None, 2),
    ]
    assert completed("zeb") == []


def test_a_label_comes_once_and_no_more_than_asked_for() -> None:
    assert completed("ho") == [("hound", "dog", "synonym", 9)]
    assert len(completed("", limit=2)) == 2


PATHS = PathNames(["2024/Paris trip/EiffelTower.jpg", "2024/Paris trip/louvre.jpg", "2023/paris.jpg"])


def test_words_of_paths_complete_alone_and_together() -> None:
    assert complete_names("par", PATHS) == ["paris"]
    assert complete_names("eiffel to", PATHS) == ["eiffel tower"]
    many = PathNames(f"{word}/{number}.jpg" for number, word in enumerate(["rexa", "rexb", "rexc"] * 2 + ["rex"]))
    assert complete_names("rex", many) == ["rex", "rexa", "rexb"]
    assert complete_names("louvre tow", PATHS) == complete_names("-", PATHS) == []


def test_folders_complete_by_their_own_names() -> None:
    assert complete_folders("par", PATHS) == complete_folders("paris tri", PATHS) == ["2024/Paris trip/"]
    assert complete_folders("20", PATHS) == ["2024/", "2023/"]
    assert complete_folders("eiffel", PATHS) == complete_folders("paris tower", PATHS) == []


def test_the_request() -> None:
    assert parse_completion([("q", " Pup_"), ("limit", "3")]) == CompletionQuery("pup", 3)
    for parameters in ([("q", "a" * 201)], [("limit", "0")], [("text", "a")]):
        with pytest.raises(BadRequestError):
            parse_completion(parameters)
