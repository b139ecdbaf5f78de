"""The table at the end of a run."""

from typing import Any

from rich.console import Console

from local.report import show


def table(*documents: dict[str, Any], missing: tuple[str, ...] = ()) -> list[str]:
    console = Console(width=200, no_color=True)
    with console.capture() as capture:
        show(documents, missing, console)
    return capture.get().splitlines()


def document(path: str, **fields: Any) -> dict[str, Any]:
    return {"path": path, "error": None, "labels": [], "broader": [], **fields}


def test_broader_labels_begin_with_those_that_say_most() -> None:
    broader = [
        {"name": "animal", "score": 0.99, "parents": []},
        {"name": "pet", "score": 0.9, "parents": ["animal"]},
        {"name": "Mammal", "score": 0.98, "parents": ["animal"]},
        {"name": "dog", "score": 0.9, "parents": ["mammal", "pet"]},
    ]
    labels = [{"name": "beagle", "score": 0.5}, {"name": "dog", "score": 0.4}, {"name": "dog", "score": 0.3}]
    row = next(line for line in table(document("a.jpg", labels=labels, broader=broader)) if "a.jpg" in line)
    assert "beagle 0.50, dog 0.40 " in row
    assert "dog 0.90, Mammal 0.98, pet 0.90 " in row


def test_images_without_labels_say_why() -> None:
    damaged = document("b.jpg", error={"code": "image_damaged", "message": "It is cut off."})
    text = "\n".join(table(damaged, document("c.jpg"), missing=("d.jpg",)))
    assert "image_damaged: It is cut off." in text
    assert "no label scores high enough" in text
    assert "missing: no document was written" in text


def test_taxonomies_that_contradict_each_other_do_no_harm() -> None:
    broader = [{"name": "a", "score": 0.9, "parents": ["b"]}, {"name": "b", "score": 0.8, "parents": ["a"]}]
    assert "a 0.90, b 0.80" in "\n".join(table(document("a.jpg", broader=broader)))
