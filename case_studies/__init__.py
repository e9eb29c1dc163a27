"""Framework vocabulary, story pages and the good-practice gallery."""
