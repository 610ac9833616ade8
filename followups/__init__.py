"""After: the contact list, and the 48 hours in which one writes."""
