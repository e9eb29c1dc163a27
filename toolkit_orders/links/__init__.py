"""The page behind a mailed link, and the downloads on it. A GET shows and counts nothing; a POST downloads."""
