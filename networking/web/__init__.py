"""The face: base templates and their tags, CSS, JavaScript, error pages, and the guard at every view's door."""
