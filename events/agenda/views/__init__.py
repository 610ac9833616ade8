"""An agenda's pages: `planning`, `editing`, `templates`; run by `live`, `commands`, `links`."""
