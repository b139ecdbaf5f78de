"""Say that a container has more images than the embedded database is meant for, before they are labelled."""

from collections.abc import Iterable
from itertools import islice

from local.configuration import Configuration

# SecantusDB reads all matches of a search, some 20 microseconds each: a common label takes a second or two here.
MOST_IMAGES = 20_000
HOW = "docs/how-to/use-real-services.md#a-larger-database"


def is_secantus(configuration: Configuration) -> bool:
    """Return whether the stack starts SecantusDB, not ``mongod`` or a database that is named."""
    return any("secantus" in service.command for service in configuration.emulators)


def notice(configuration: Configuration, images: Iterable[object]) -> str:
    """Return what to say about a container's images, of which no more are read than are needed; or nothing."""
    if not is_secantus(configuration) or next(islice(images, MOST_IMAGES, None), None) is None:
        return ""
    return (
        f"The container has more than {MOST_IMAGES:,} images. The embedded database is meant for less: searches will "
        f"take seconds. Use DocumentDB (compose.yaml), MongoDB (mongod on the PATH) or a cluster: {HOW}"
    )
