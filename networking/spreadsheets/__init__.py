"""Reading the tables that people really have, whatever stands in their columns. Pure."""
