"""Convert any colour mode to RGB in the colour space sRGB (pure)."""

from PIL import Image, ImageCms

from classify_image.vision.colours.deep_grey import Levels, is_deep_grey, levels_of, mask_of_all_but, to_8_bits
from classify_image.vision.colours.profiles import mode_of, transform_of

_WHITE = (255, 255, 255)
_WITH_ALPHA = ("RGBA", "LA", "PA", "RGBa")


def is_rgb(image: Image.Image) -> bool:
    """Return whether an image is opaque 8-bit RGB, in any colour space."""
    return image.mode == "RGB" and "transparency" not in image.info


def to_srgb(image: Image.Image, levels: Levels | None = None) -> Image.Image:
    """Return the image in RGB as a person sees it: on white where it is transparent.

    An image that is RGB already is changed in place.

    :param levels: of the whole image, if this is a part of a deep grey one.
    """
    image.load()
    transform = transform_of(image)
    if is_rgb(image):
        if transform:
            ImageCms.applyTransform(image, transform, inPlace=True)
        return image
    alpha = _alpha_of(image)
    if is_deep_grey(image):
        image = to_8_bits(image, levels or levels_of(image))
    if transform:
        opaque = image.convert(mode_of(image))
        rgb = ImageCms.applyTransform(opaque, transform) or opaque
    else:
        rgb = image.convert("RGB")
    if alpha is None:
        return rgb
    shown = Image.new("RGB", image.size, _WHITE)
    shown.paste(rgb, mask=alpha)
    return shown


def _alpha_of(image: Image.Image) -> Image.Image | None:
    transparent = image.info.get("transparency")
    if is_deep_grey(image):
        return None if not isinstance(transparent, int) else mask_of_all_but(image, transparent)
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        return image.convert("RGBA").getchannel("A")
    return None
