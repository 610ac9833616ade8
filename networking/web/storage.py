"""Static files as they are served: named by their content, compressed, kept by browsers for ever.

`build_assets` gathers them under `STATIC_ROOT`. What has not been gathered, and everything while
developing and testing, is served under its own name from where it stands in the code.
"""

from typing import Any

from django.conf import settings
from servestatic.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)

from networking.web import assets


class Static(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Looks a name up among the gathered files, and is content where it isn't there."""

    # Modules that import each other do so under their new names: else a browser would hold two of
    # each, and a state of its own in both.
    support_js_module_import_aggregation = True
    # Imports begin a line; an example in a comment doesn't, and must not count: a module that
    # seems to import itself has no end.
    _js_module_import_aggregation_patterns = (
        "*.js",
        (
            (
                r"""(?m:^)(?P<matched>import(?P<import>[\s{][^'"]*?)\s*from\s*['"](?P<url>[./].*?)["']\s*;)""",
                """import%(import)s from "%(url)s";""",
            ),
            (
                r"""(?m:^)(?P<matched>export(?P<export>[\s{][^'"]*?)\s*from\s*["'](?P<url>[./].*?)["']\s*;)""",
                """export%(export)s from "%(url)s";""",
            ),
            (
                r"""(?m:^)(?P<matched>import\s*['"](?P<url>[./].*?)["']\s*;)""",
                """import "%(url)s";""",
            ),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manifest_strict = False

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """What was gathered; nothing in tests, or where the code has gone on since."""
        if settings.TESTING or settings.DEBUG or not assets.is_gathered():
            return {}, ""
        names, fingerprint = super().load_manifest()
        return names, fingerprint

    def stored_name(self, name: str) -> str:
        """The name under which a file was gathered, or else its own."""
        gathered = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return name if gathered is None else str(gathered)
