"""Which image an address means, and that the app's links lead back to it through the Functions host."""

import random
from urllib.parse import parse_qsl, quote

import pytest

from cocoon.errors import BadRequestError
from cocoon.records.image_document import document_id
from local.host.ported.dispatch import Router
from local.host.ported.request_target import Target
from query_labels.image_address import ImageAddress, address_of, possible_paths
from query_labels.search.presentation import present
from tests.kits.documents import image_document
from tests.kits.registered_functions import registered_router
from tests.kits.thesauri import NO_THESAURUS

CONTAINER = "images"
PARTS = [
    "a",
    "é",
    "猫",
    "🐈",
    " ",
    "%",
    "%2F",
    "%2f",
    "%25",
    "#",
    "?",
    "&",
    "+",
    ";",
    "=",
    '"',
    "\\",
    "..x",
    ".",
    "\n",
    "//",
]
HARD = [
    "/leading.jpg",
    "%2Fleading.jpg",
    "//two.jpg",
    "a//b.jpg",
    "a%2Fb.jpg",
    "a%252Fb.jpg",
    "a/b.jpg",
    "ends with/",
    "ends%2F",
    "猫" * 1020 + ".jpg",
    "a?v=1.jpg",
    "a.jpg?id=1",
    "100%.jpg",
    "%FF.jpg",
    "\x7f.jpg",
    ".hidden",
    "..two/x",
]


def hard_names(count: int) -> list[str]:
    chance = random.Random(19)
    names = dict.fromkeys(HARD)
    while len(names) < count:
        name = "".join(chance.choices([*PARTS, "/"], k=chance.randint(1, 8)))
        if not {".", ".."} & set(name.split("/")):  # which are no images' names: a message that names one is refused
            names[name] = None
    return list(names)


NAMES = hard_names(320)
IDS = {document_id(CONTAINER, name): name for name in NAMES}


@pytest.fixture(scope="module")
def router() -> Router:
    return registered_router()


def asked(router: Router, address: str) -> tuple[str, str | None]:
    """Ask the host's router; return the function and the name of the blob that is found."""
    assert len(f"GET {address} HTTP/1.1\r\n") <= 8192
    target = Target.parse(address, "127.0.0.1")
    found = router.find("GET", target.path)
    assert found is not None, address
    function, values = found
    pairs = parse_qsl(target.query.removeprefix("?"), keep_blank_values=True)
    address_read = ImageAddress.parse(CONTAINER, values.get("path", ""), pairs)
    return function.name, next((IDS[each] for each in address_read.ids if each in IDS), None)


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_every_link_leads_to_its_blob(router: Router, name: str) -> None:
    links = present(image_document(CONTAINER, name, etag='0x8"&', thumbnail="t"), NO_THESAURUS)["links"]
    assert links["thumbnail"]
    for link, function in ((links["self"], "image"), (links["image"], "original"), (links["thumbnail"], "thumbnail")):
        assert asked(router, link) == (function, name)


def test_what_generated_clients_send_is_found(router: Router) -> None:
    encoded = {name: quote(name, safe="") for name in NAMES if "%2f" not in name.lower() and len(name) < 900}
    # A name that has "%2F" itself wins where both are there; the links of the app tell them apart.
    alone = [name for name in encoded if name.replace("/", "%2F") == name or name.replace("/", "%2F") not in NAMES]
    assert len(alone) > 190
    for name in alone:
        assert asked(router, f"/api/images/{encoded[name]}") == ("image", name)


def test_a_name_with_an_escaped_slash_comes_first() -> None:
    assert possible_paths("a%2Fb%2fc") == ["a%2Fb%2fc", "a/b/c"]
    assert possible_paths("a/b") == ["a/b"]


def test_usual_links_are_plain() -> None:
    assert address_of("/api/images", "id", "animals/a b.jpg") == "/api/images/animals/a%20b.jpg"
    assert address_of("/api/images", "id", "/a.jpg", "1") == "/api/images?id=id&v=1"


@pytest.mark.parametrize(
    ("path", "pairs"),
    [("", []), ("a.jpg", [("id", "0" * 32)]), ("", [("id", "x")]), ("", [("id", "0" * 31)]), ("a", [("size", "1")])],
)
def test_bad_addresses(path: str, pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(BadRequestError):
        ImageAddress.parse(CONTAINER, path, pairs)
