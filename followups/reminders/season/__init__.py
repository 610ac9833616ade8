"""What an organiser learns of a season's follow-ups: shares, never who wrote to whom.

An event is counted once, when its 48 hours are over, and never again (`Tally`): whoever looks
before and after somebody leaves, or says something later, learns nothing by the difference. Where
fewer than four people met somebody an event says nothing, and adds nothing to the season.
"""
