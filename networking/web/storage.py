"""Static files as they are served: named by their content, compressed, kept by browsers for ever.

`build_assets` gathers them under `STATIC_ROOT`. What has not been gathered, and everything while
developing and testing, is served under its own name from where it stands in the code.
"""

from typing import Any

from django.conf import settings
from servestatic.storage import CompressedManifestStaticFilesStorage


class Static(CompressedManifestStaticFilesStorage):
    """Looks a name up among the gathered files, and is content where it isn't there."""

    # Modules that import each other do so under their new names: else a browser would hold two of
    # each, and a state of its own in both.
    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manifest_strict = False

    def read_manifest(self) -> str | None:
        """What was gathered; nothing in tests, which ask what is in the code now."""
        if settings.TESTING or settings.DEBUG:
            return None
        manifest: str | None = super().read_manifest()
        return manifest

    def stored_name(self, name: str) -> str:
        """The name under which a file was gathered, or else its own."""
        gathered = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return name if gathered is None else str(gathered)
