"""List the kinds of requests that are measured (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, Self

from benchmarks.search.documents import CLASSIFIER, OLD_CLASSIFIER, Sample, broader_name, name, word
from cocoon.records.failure_codes import BLOB_EMPTY

COMMON, SECOND, COMMON_BROADER = name(0), name(1), broader_name(1)
RARE, ALSO_RARE, RARE_BROADER = name(500), name(501), broader_name(180)
DEEP_PAGES, DEEP_LIMIT = 10, 200  # what lies before a deep page: 2,000 images, if there are so many

Pairs = tuple[tuple[str, str], ...]
Route = Literal["search", "image", "labels", "stats", "graph"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Requests to one route with the same parameters.

    :ivar skipped: the pages, of ``skipped_limit`` images, that lie before the page that is asked for.
    """

    name: str
    parameters: Pairs = ()
    route: Route = "search"
    skipped: int = 0
    skipped_limit: int = 50

    def and_with(self, parameter: str, value: str) -> Self:
        """Return the kind with one parameter more."""
        return replace(self, parameters=(*self.parameters, (parameter, value)))


def kinds(sample: Sample) -> Iterator[Kind]:
    """Yield every kind."""
    yield Kind("one image", route="image")
    yield from _in_pages("rare label, best", ("label", RARE))
    yield from _in_pages("common label, best", ("label", COMMON))
    yield Kind("common broader label, best", (("label", COMMON_BROADER),))
    yield from _in_pages("rare label, newest", ("label", RARE), ("sort", "newest"))
    yield from _in_pages("common label, newest", ("label", COMMON), ("sort", "newest"))
    yield from _in_pages("everything, newest")
    yield Kind("common label, score from 0.9", (("label", COMMON), ("min_score", "0.9")))
    yield Kind("common, newest, score from 0.9", (("label", COMMON), ("min_score", "0.9"), ("sort", "newest")))
    yield Kind("all of rare, common", (("label", RARE), ("label", COMMON)))
    yield Kind("all of common, rare", (("label", COMMON), ("label", RARE)))
    yield from _in_pages("all of two common", ("label", COMMON), ("label", SECOND))
    yield Kind("all of two rare", (("label", RARE), ("label", RARE_BROADER)))
    yield Kind("all of two common, newest", (("label", COMMON), ("label", SECOND), ("sort", "newest")))
    yield Kind("any of two rare", (("label", RARE), ("label", ALSO_RARE), ("match", "any")))
    yield Kind("any of two common", (("label", COMMON), ("label", SECOND), ("match", "any")))
    yield Kind(
        "any, nothing matches", (("label", RARE), ("label", ALSO_RARE), ("match", "any"), ("prefix", "IMG_9999"))
    )
    yield Kind("common without another", (("label", COMMON), ("label", f"-{SECOND}")))
    yield Kind("everything without a common", (("label", f"-{COMMON_BROADER}"),))
    yield from _in_pages("folder of 500", ("prefix", f"{_folder(sample)}/"))
    yield from _in_pages("folder of a year", ("prefix", "2024/"))
    yield Kind("folder and part of a name", (("prefix", f"{_folder(sample)}/ba"),))
    yield Kind("common label in a folder", (("label", COMMON), ("prefix", f"{_folder(sample)}/")))
    yield Kind("prefix without folder, few", (("prefix", "IMG_0000"),))
    yield Kind("prefix without folder, 1 %", (("prefix", "IMG_"),))
    yield Kind("common word of a path", (("name", word(0)),))
    yield Kind("rare word of a path", (("name", word(1500)),))
    yield Kind("two words of a path", (("name", f"{word(0)} {word(1)}"),))
    yield from _in_pages("failed", ("status", "failed"))
    yield Kind("error code, rare", (("error", BLOB_EMPTY),))
    yield Kind("model and version", (("model", CLASSIFIER.name), ("model_version", CLASSIFIER.version)))
    yield Kind("model and rare version", (("model", OLD_CLASSIFIER.name), ("model_version", OLD_CLASSIFIER.version)))
    yield Kind("dates, newest", _middle(sample))
    yield Kind("common label, dates", (("label", COMMON), ("sort", "newest"), *_middle(sample)))
    yield Kind("facets", (("facets", "20"),))
    yield Kind("facets, common label", (("label", COMMON), ("facets", "20")))
    yield Kind("facets, rare label", (("label", RARE), ("facets", "20")))
    yield Kind("labels", (("limit", "50"),), route="labels")
    yield Kind("stats", route="stats")
    yield Kind("graph", route="graph")


def _in_pages(kind: str, *parameters: tuple[str, str]) -> Iterator[Kind]:
    yield Kind(kind, parameters)
    yield Kind(f"{kind}, page 2", parameters, skipped=1)
    yield Kind(f"{kind}, deep page", parameters, skipped=DEEP_PAGES, skipped_limit=DEEP_LIMIT)


def _folder(sample: Sample) -> str:
    """Return a folder that has images."""
    return next(path for number in range(sample.size) if "/" in (path := sample.path(number))).rpartition("/")[0]


def _middle(sample: Sample) -> Pairs:
    """Return the dates of a tenth of the images, in the middle."""
    tenth: timedelta = (sample.at(sample.size) - sample.at(0)) / 10
    start = sample.at(sample.size // 2)
    return ("classified_from", _text(start)), ("classified_to", _text(start + tenth))


def _text(time: object) -> str:
    return str(time).replace(" ", "T")
