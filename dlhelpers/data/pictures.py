"""A learner's own picture, made into an image like those of the data sets."""

import os
import stat
import warnings
from pathlib import Path

import numpy as np

from ..validation.arguments import kind, whole_number
from . import files

FORMATS = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "BMP", "TIFF")  # others, like EPS, start programs to be read
MEGAPIXELS = 50  # what a telephone's picture has, and memory holds
SMALLER = f"make it smaller than {MEGAPIXELS} megapixels first."


def load_picture(path, side):
    """Load a picture as one image: its middle square in RGB, on white where it is transparent.

    Parameters
    ----------
    path : str or Path, of a JPEG, PNG, GIF (its first frame), WebP, BMP or TIFF
    side : int, pixels

    Returns
    -------
    images : uint8 ndarray of shape (1, side, side, 3)
    """
    from PIL import Image, ImageOps

    side = whole_number("side", side, 1, 4096)
    if not isinstance(path, (str, Path)):
        raise ValueError(f"path is {kind(path)}; it must name a picture.")
    path = Path(path).expanduser()
    missing = f"There is no picture {files.short(path)!r}: put it beside the notebook."
    with files.reached(path, missing):
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise FileNotFoundError(missing)
    with files.reached(path, missing, meaning), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow remarks is refused below, or does no harm
        with Image.open(path) as picture:
            fault = unfit(picture)
            if not fault:
                picture = ImageOps.exif_transpose(picture)
                transparent = "A" in picture.getbands() or "transparency" in picture.info
                picture = ImageOps.fit(picture.convert("RGBA" if transparent else "RGB"), (side, side))
    if fault:
        raise ValueError(f"{path.name} {fault}")
    white = Image.new("RGBA", picture.size, "white")
    return np.asarray(Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB"))[np.newaxis]


def meaning(error):
    """Say what an error of Pillow, which meets damage with errors of many kinds, tells about a picture."""
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, UnidentifiedImageError):
        return "is not a picture that can be read; take a JPEG or PNG."
    if isinstance(error, Image.DecompressionBombError):
        return f"has far too many pixels; {SMALLER}"
    return "can't be read: damaged, cut short or of a rare kind. Copy it again, or save it as PNG."


def unfit(picture):
    """Say why a picture is better not read, before its pixels are; None if nothing speaks against it."""
    if picture.format not in FORMATS:
        return f"is a {picture.format} file; save it as JPEG or PNG."
    if picture.width * picture.height > MEGAPIXELS * 1e6:
        return f"has {picture.width} x {picture.height} pixels; {SMALLER}"
    if picture.mode[0] in "IF":
        return "has more than 256 steps from black to white; save it as an ordinary JPEG or PNG."
    return None
