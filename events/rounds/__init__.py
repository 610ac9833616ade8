"""What formats share that bring people together in rounds: who meets whom, when, about what."""
