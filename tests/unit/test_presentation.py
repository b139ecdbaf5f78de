"""Images as clients see them."""

import json
from datetime import UTC, datetime

from cocoon.labels.taxonomy_format import parse_taxonomy
from query_labels.search.presentation import present
from query_labels.thesaurus.thesaurus import Thesaurus
from tests.kits.documents import image_document
from tests.kits.thesauri import NO_THESAURUS

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_presentation_hides_internals_and_quotes_links() -> None:
    document = image_document("images", "a b/#1.jpg", modified=AT, etag="0x2", thumbnail="1/2.jpg", classified_at=AT)
    public = present(document, NO_THESAURUS)
    assert (public["path"], public["etag"]) == ("a b/#1.jpg", "0x2")
    assert public["links"] == {
        "self": "/api/images/a%20b/%231.jpg",
        "image": "/api/originals/a%20b/%231.jpg?v=0x2",
        "thumbnail": "/api/thumbnails/a%20b/%231.jpg?v=0x2",
    }
    assert not {"_id", "label_names", "ranks", "modified", "thumbnail", "path_words"} & public.keys()
    without = present(image_document("images", "a b/#1.jpg", thumbnail=None), NO_THESAURUS)
    assert without["links"]["thumbnail"] is None
    assert json.dumps(public, default=str)


def test_labels_have_their_parents_and_their_model() -> None:
    tree = Thesaurus([parse_taxonomy({"labels": {"animal": {}, "Big cat": {"parents": ["animal"]}}})])
    document = image_document(
        "images",
        "a.jpg",
        labels=[{"name": "Big cat", "score": 0.5}, {"name": "cup", "score": 0.25, "model": "other"}],
        broader=[{"name": "animal", "score": 0.75}],
    )
    public = present(document, tree)
    assert public["labels"] == [
        {"name": "Big cat", "score": 0.5, "parents": ["animal"], "model": "net"},
        {"name": "cup", "score": 0.25, "parents": [], "model": "other"},
    ]
    assert public["broader"] == [{"name": "animal", "score": 0.75, "parents": []}]
    assert public["models"] == [public["model"]] == [{"name": "net", "version": "1"}]
