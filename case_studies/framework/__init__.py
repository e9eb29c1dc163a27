"""The learning framework in English, in our own sentences, and the command's loader of it."""
