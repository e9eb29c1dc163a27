"""Finding stories: the flat table, what was chosen, how many there are of each, and the stories themselves."""
