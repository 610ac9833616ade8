"""A guest speaker: one third of talk, two thirds of questions and answers."""
