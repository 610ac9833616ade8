"""The pages of an agenda: planning it (`planning`), running it (`live`, `commands`), `links`."""
