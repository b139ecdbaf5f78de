"""What the benchmark of labels counts as right, missed and wrong."""

import pytest

from benchmarks.everyday_words import TrueWords, judge, precision, recall, true_words

TRUTH = {"cat.jpg": true_words(["Cat", "animal", "grass?"]), "coffee.jpg": true_words(["coffee", "drink"])}


def test_a_question_mark_allows_a_word_without_expecting_it() -> None:
    assert TRUTH["cat.jpg"] == TrueWords(frozenset({"cat", "animal"}), frozenset({"cat", "animal", "grass"}))


def test_words_are_right_missed_or_wrong() -> None:
    found = {"cat.jpg": frozenset({"cat", "grass", "coffee", "no everyday word"}), "coffee.jpg": frozenset({"drink"})}
    figures = judge(found, TRUTH)
    by_word = {each.word: (each.right, each.missed, each.wrong) for each in figures}
    assert by_word == {
        "animal": ((), ("cat.jpg",), ()),
        "cat": (("cat.jpg",), (), ()),
        "coffee": ((), ("coffee.jpg",), ("cat.jpg",)),
        "drink": (("coffee.jpg",), (), ()),
        "grass": (("cat.jpg",), (), ()),
    }
    assert precision(figures) == pytest.approx(3 / 4)
    assert recall(found, TRUTH) == pytest.approx(2 / 4)
