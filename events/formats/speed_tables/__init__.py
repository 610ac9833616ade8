"""Speed tables: four to eight people at a table, each has a turn, and the next round is another."""
