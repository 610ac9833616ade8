"""The face: base templates, tags, CSS, JavaScript, error pages; the guard at each view."""
