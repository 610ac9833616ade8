"""Pictures that people send: read with care, drawn anew, kept under names nobody can guess.

What is kept is never what was sent: each picture is decoded, turned upright, made smaller and
encoded again, so that neither the place it was taken nor anything hidden in the file comes along.
"""

import io
import re
import secrets
from collections.abc import Iterator
from typing import Any, Final, Literal

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

Format = Literal["JPEG", "PNG", "WEBP"]
Box = tuple[int, int]

# The folders of MEDIA_ROOT that anybody may see; whatever else lies there has views of its own.
PUBLIC: Final = frozenset({"logos", "covers"})

MAX_BYTES: Final = 10 * 1024 * 1024
# What each kind may hold before it is decoded. A photograph is read at a part of its size, the
# others whole: four bytes a pixel, so a small file of a giant blank would fill the memory.
MAX_PIXELS: Final = {
    "JPEG": 64_000_000,
    "MPO": 64_000_000,
    "PNG": 25_000_000,
    "WEBP": 25_000_000,
    "GIF": 25_000_000,
}
# No page shows more than this many pixels of either side.
LARGEST: Final = 2400

# Asked for by name, an iPhone turns its own format into JPEG by itself.
ACCEPT: Final = "image/jpeg,image/png,image/webp,image/gif"

_ENDINGS: Final[dict[Format, str]] = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# MPO, two pictures in one file, is what some telephones call JPEG: its reader finds it out.
_READ: Final = ("JPEG", "PNG", "WEBP", "GIF")
_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
_NAME: Final = re.compile(r"[0-9a-f]{32}\.(jpg|png|webp)")
_PHONES_OWN: Final = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif"}


class Unreadable(ValidationError):
    """What was sent is no picture we can take; the message says what to do about it."""


TOO_HEAVY = _("This picture is heavier than 10 MB. Send a smaller one.")
TOO_LARGE = _("This picture has too many pixels. Send a smaller one, 5,000 on a side at most.")
DRAWING = _("Drawings (SVG) can’t be taken. Send the same as PNG.")
PHONES_OWN = _("Pictures in HEIC can’t be read here. Send the same as JPEG.")
MOVING = _("This picture moves. Send one that stands still.")
NO_PICTURE = _("This is no picture we can read. Send a JPEG, a PNG or a WebP.")


def read(file: File[bytes], *, largest: int = LARGEST) -> Image.Image:
    """Return the picture in `file`, decoded, upright, in RGB or RGBA, `largest` or a bit more.

    Raises `Unreadable` for what is too big, moves, is a drawing, or is no picture at all.
    """
    if file.size > MAX_BYTES:
        raise Unreadable(TOO_HEAVY)
    file.seek(0)
    try:
        return _decoded(Image.open(file, formats=_READ), largest)
    except Unreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(TOO_LARGE) from error
    except UnidentifiedImageError as error:
        raise _refused(file) from error
    except Exception as error:  # decoders fail on broken files in every way there is
        raise Unreadable(NO_PICTURE) from error


def pixels(content: bytes) -> int:
    """Return how many pixels a picture says it has, undecoded; raises `Unreadable` as `read`."""
    try:
        width, height = Image.open(io.BytesIO(content), formats=_READ).size
    except Exception as error:  # as above
        raise Unreadable(NO_PICTURE) from error
    return width * height


def encoded(
    image: Image.Image, *, box: Box, format: Format | None = None, quick: bool = False
) -> ContentFile[bytes]:
    """Return `image` as a file of its own, no larger than `box` (width, height) in pixels.

    Without a format, what is transparent becomes a PNG and the rest a JPEG, which every mail
    program shows. The name is random; nothing of the sent file but its pixels is in it. `quick`
    takes a third of the time, for a bit less of sharpness and more of weight, where thousands come.
    """
    format = format or ("PNG" if image.mode == "RGBA" else "JPEG")
    drawn = image.copy()
    drawn.thumbnail(box, Image.Resampling.HAMMING if quick else Image.Resampling.LANCZOS)
    drawn.info = {}
    if format == "JPEG" and drawn.mode == "RGBA":
        on_white = Image.new("RGB", drawn.size, "white")
        on_white.paste(drawn, mask=drawn.getchannel("A"))
        drawn = on_white
    written = io.BytesIO()
    drawn.save(written, format, **({"quality": 80} if quick else _options(format)))
    return ContentFile(written.getvalue(), name=f"{secrets.token_hex(16)}.{_ENDINGS[format]}")


def content_type(folder: str, name: str) -> str | None:
    """Return the type of a picture that anybody may see; None for whatever is none."""
    found = _NAME.fullmatch(name)
    return _TYPES[found[1]] if found and folder in PUBLIC else None


def put(row: models.Model, field: str, picture: File[bytes] | Literal[False] | None) -> None:
    """Give `row` this picture, not saved yet; None leaves what it has, False takes it away.

    Call it inside the transaction that saves the row: after the commit the file it had before is
    deleted, unless another row shows the same one. Twice with one picture changes nothing more.
    """
    had: str = getattr(row, field).name or ""
    if picture is None or (picture and picture.name == had):
        return
    setattr(row, field, picture or "")
    if had:
        transaction.on_commit(lambda: _forget(had))


class PictureInput(forms.ClearableFileInput):
    """The control alone; `{% field %}` shows the picture there is, and the tick that removes it."""

    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the file that was sent, even beside a tick that asks to remove the old one."""
        return files.get(name) or super().value_from_datadict(data, files, name)


class PictureField(forms.FileField):
    """A picture to send: cleaned, it is a new file to keep, False to take the old one away.

    Where nothing was sent it gives back what there was (`chosen` tells the three apart).
    """

    widget = PictureInput

    def __init__(self, *, box: Box, format: Format | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.box, self.format = box, format

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ACCEPT}

    def to_python(self, data: Any) -> Any:
        """Return the picture drawn anew."""
        sent = super().to_python(data)
        return sent and encoded(read(sent), box=self.box, format=self.format)


def chosen(cleaned: Any) -> File[bytes] | Literal[False] | None:
    """Return what `put` wants of a cleaned `PictureField`: a new picture, False, or None."""
    if cleaned is False or isinstance(cleaned, ContentFile):
        return cleaned
    return None


def _decoded(image: Image.Image, largest: int) -> Image.Image:
    width, height = image.size
    if width * height > MAX_PIXELS[image.format or ""]:
        raise Unreadable(TOO_LARGE)
    if getattr(image, "is_animated", False) and image.format != "MPO":
        raise Unreadable(MOVING)
    if image.format in {"JPEG", "MPO"}:
        image.draft(None, (largest, largest))
    image.load()
    upright = ImageOps.exif_transpose(image)
    transparent = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    return _in_srgb(upright, "RGBA" if transparent else "RGB")


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """The colours as every screen shows them: cameras and print shops have spaces of their own."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"} and mode == "RGB":
        try:
            space = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(
                image, space, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile nobody can read: the colours as they are
        else:
            return found or image
    return image.convert(mode)


def _options(format: Format) -> dict[str, Any]:
    if format == "JPEG":
        return {"quality": 84, "optimize": True, "progressive": True}
    return {"optimize": True} if format == "PNG" else {"quality": 84, "method": 4}


def _refused(file: File[bytes]) -> Unreadable:
    """What to say of a file no decoder knows."""
    file.seek(0)
    head = file.read(1024)
    if b"<svg" in head.lower():
        return Unreadable(DRAWING)
    if head[4:8] == b"ftyp" and head[8:12] in _PHONES_OWN:
        return Unreadable(PHONES_OWN)
    return Unreadable(NO_PICTURE)


def _forget(name: str) -> None:
    if not any(rows.exists() for rows in _showing(name)):
        default_storage.delete(name)


def _showing(name: str) -> Iterator[models.QuerySet[Any]]:
    """The rows of every model that hold the file of this name: a copied event shares its cover."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                yield model._default_manager.filter(**{field.name: name})
