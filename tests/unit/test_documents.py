"""The document of an image."""

from datetime import UTC, datetime

from cocoon.errors import PermanentError
from cocoon.labels.names import normalise
from cocoon.records.image_document import document_id
from cocoon.records.label import BroaderLabel, Label
from cocoon.records.message import ImageMessage
from cocoon.records.model_name import ModelName
from cocoon.records.new_document import Attempt, BlobVersion, failed, labelled
from cocoon.records.rank import score_key

MESSAGE = ImageMessage("images", "a/b.jpg", "1")
AT = datetime(2026, 11, 23, tzinfo=UTC)
VERSION = BlobVersion("2", AT, 1234)
ATTEMPT = Attempt((ModelName("net", "1"),), "worker-1", AT)


def test_normalise_forgives_case_and_separators() -> None:
    assert normalise(" Tiger_Cat ") == normalise("tiger-cat") == normalise("TIGER  cat") == "tiger cat"


def test_score_keys_are_safe_field_names() -> None:
    assert score_key("St. Bernard") == "st\uff0e bernard"
    assert score_key("$price") == "\uff04price"


def test_a_labelled_document() -> None:
    document = labelled(MESSAGE, VERSION, ATTEMPT, [Label("Tiger cat", 0.5), Label("tabby", 0.25)], (640, 480))
    assert document["_id"] == document_id("images", "a/b.jpg")
    assert document["status"] == "labelled"
    assert document["etag"] == "2"  # the version that was read, not the one the message meant
    assert document["labels"] == [{"name": "Tiger cat", "score": 0.5}, {"name": "tabby", "score": 0.25}]
    assert document["label_names"] == ["tabby", "tiger cat"]
    assert document["ranks"] == {
        "tiger cat": f"0.500000000/{document['_id'][:16]}",
        "tabby": f"0.250000000/{document['_id'][:16]}",
    }
    assert (document["width"], document["height"], document["bytes"]) == (640, 480, 1234)
    assert document["error"] is None


def test_the_best_of_two_labels_with_one_normalised_name_counts() -> None:
    document = labelled(MESSAGE, VERSION, ATTEMPT, [Label("cup", 0.9), Label("Cup", 0.1)], (1, 1))
    assert document["label_names"] == ["cup"]
    assert document["ranks"] == {"cup": f"0.900000000/{document['_id'][:16]}"}


def test_a_failed_document_has_the_same_fields_and_the_reason() -> None:
    document = failed(MESSAGE, VERSION, ATTEMPT, PermanentError("not_an_image", "It is not an image."))
    assert document.keys() == labelled(MESSAGE, VERSION, ATTEMPT, [], (1, 1)).keys()
    assert document["status"] == "failed"
    assert document["error"] == {"code": "not_an_image", "message": "It is not an image."}


def test_ids_tell_container_and_path_apart() -> None:
    assert document_id("a", "b/c") != document_id("a/b", "c")


def test_broader_labels_are_found_and_ordered_like_labels() -> None:
    broader = [BroaderLabel("animal", 0.9), BroaderLabel("cat", 0.7)]
    document = labelled(MESSAGE, VERSION, ATTEMPT, [Label("Cat", 0.5), Label("tabby", 0.2)], (1, 1), broader=broader)
    assert document["broader"] == [{"name": "animal", "score": 0.9}, {"name": "cat", "score": 0.7}]
    assert document["label_names"] == ["animal", "cat", "tabby"]
    assert {key: rank[:11] for key, rank in document["ranks"].items()} == {
        "tabby": "0.200000000",
        "cat": "0.700000000",
        "animal": "0.900000000",
    }
    assert document["path_words"] == []


def test_a_document_of_several_models_says_which_said_what() -> None:
    attempt = Attempt((ModelName("net", "1"), ModelName("other", "2")), "worker-1", AT)
    document = labelled(ImageMessage("images", "cats/Tom.jpg"), VERSION, attempt, [Label("cat", 1, (), "net")], (1, 1))
    assert document["labels"] == [{"name": "cat", "score": 1, "model": "net"}]
    assert document["models"] == [{"name": "net", "version": "1"}, {"name": "other", "version": "2"}]
    assert document["path_words"] == ["cats", "tom"]
    one = labelled(MESSAGE, VERSION, ATTEMPT, [Label("cat", 1, (), "net")], (1, 1))
    assert (one["labels"], one["models"]) == ([{"name": "cat", "score": 1}], [{"name": "net", "version": "1"}])
