"""WordNet's files are read as their format says, and the excerpt keeps what the build needs."""

from pathlib import Path

from models.taxonomy.excerpt import Excerpt, read_excerpt, write_excerpt
from models.taxonomy.wordnet import Synset, read_synsets

LICENCE = "  1 This software and database is being provided to you, the LICENSEE, by\n"
INDEX = """\
dog n 1 1 @ 1 1 02084071
domestic_dog n 1 1 @ 1 0 02084071
hot n 1 0 1 0 00000003
animal n 2 0 2 1 00015388 00000003
"""
DATA = """\
00000003 03 n 02 hot 0 animal 0 000 | another sense
00015388 03 n 01 animal 0 000 | a living organism
02084071 05 n 02 dog 0 domestic_dog 0 003 @ 00015388 n 0000 #m 00000003 n 0000 @i 00000003 n 0000 | a pet; "a | b"
"""


def test_synsets_have_their_sense_words_and_hypernyms(tmp_path: Path) -> None:
    (tmp_path / "index.noun").write_text(LICENCE + INDEX)
    (tmp_path / "data.noun").write_text(LICENCE + DATA)
    assert read_synsets(tmp_path) == {
        "00000003": Synset("hot.n.01", ("hot", "animal"), (), "another sense"),
        "00015388": Synset("animal.n.01", ("animal",), (), "a living organism"),
        "02084071": Synset("dog.n.01", ("dog", "domestic dog"), ("animal.n.01", "hot.n.01"), 'a pet; "a | b"'),
    }


def test_an_excerpt_is_read_as_it_was_written(tmp_path: Path) -> None:
    dog = Synset("dog.n.01", ("dog", "domestic dog"), ("canine.n.02", "pet.n.01"))
    above = {"dog.n.01": dog.above, "canine.n.02": ("animal.n.01",), "pet.n.01": ("animal.n.01",), "animal.n.01": ()}
    write_excerpt(Excerpt([dog], above), tmp_path / "excerpt.tsv")
    excerpt = read_excerpt(tmp_path / "excerpt.tsv")
    assert excerpt.classes == [dog]
    assert excerpt.closure("dog.n.01") == above.keys()


def test_the_committed_excerpt_has_all_classes() -> None:
    assert len(read_excerpt().classes) == 1000
