"""StreamField blocks for citizen-leadership sites. No models; knows no page class."""
