"""What guests send from their phones during a segment: questions to a speaker, notes of a debrief.

The words are people's, so they are rows (`models`). What became of them on the console (accepted,
on the screen, set aside) is commands of the log, by number (`floor`), so that it can be undone like
everything else. `listening` is what a format inherits that hears them.
"""
