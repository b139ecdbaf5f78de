"""Find the document of one image."""

from cocoon.errors import NotFoundError
from cocoon.records.image_document import ImageDocument, decode
from cocoon.services.clients import Clients
from cocoon.services.mongo_client import ImageCollection
from cocoon.services.sdk_errors import transient
from cocoon.settings.app_settings import Settings
from query_labels.image_address import ImageAddress
from query_labels.search.presentation import PublicImage, present
from query_labels.thesaurus.thesaurus import Thesaurus
from query_labels.unknown_image import unknown_image


async def get_image(clients: Clients, settings: Settings, thesaurus: Thesaurus, address: ImageAddress) -> PublicImage:
    """Return one image.

    :raises NotFoundError: if it has no document; the text says why.
    :raises TransientError: if the database fails.
    """
    try:
        return present(await find_image(clients.images, address), thesaurus)
    except NotFoundError:
        raise await unknown_image(address, clients.images_container, settings) from None


async def find_image(images: ImageCollection, address: ImageAddress) -> ImageDocument:
    """Return the document of the likeliest image that an address may mean.

    :raises NotFoundError: if none of them has a document.
    :raises TransientError: if the database fails.
    """
    for image_id in address.ids:
        with transient("database"):
            document = await images.find_one({"_id": image_id, "container": address.container})
        if document is not None:
            return decode(document)
    raise NotFoundError(f"No image {address.named!r} has been looked at.")
