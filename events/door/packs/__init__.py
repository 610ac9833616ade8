"""The pack: all that is printed the evening before, made in the background as one PDF or ZIP."""
