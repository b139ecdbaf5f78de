"""Images as clients see them."""

import json
from datetime import UTC, datetime

from query_labels.search.presentation import present
from tests.kits.documents import image_document

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_presentation_hides_internals_and_quotes_links() -> None:
    document = image_document("images", "a b/#1.jpg", modified=AT, etag="0x2", thumbnail="1/2.jpg", classified_at=AT)
    public = present(document)
    assert (public["path"], public["etag"]) == ("a b/#1.jpg", "0x2")
    assert public["links"] == {
        "self": "/api/images/a%20b/%231.jpg",
        "image": "/api/originals/a%20b/%231.jpg?v=0x2",
        "thumbnail": "/api/thumbnails/a%20b/%231.jpg?v=0x2",
    }
    assert not {"_id", "label_names", "ranks", "modified", "thumbnail"} & public.keys()
    without = present(image_document("images", "a b/#1.jpg", thumbnail=None))
    assert without["links"]["thumbnail"] is None
    assert json.dumps(public, default=str)
