"""The canary crawl: every address, as every role, with the keys of another academy's rows.

Everything of academy A carries a canary. Nobody of academy B may ever see one, or change a row of A. The addresses are found
by walking the URL resolver, so that a view nobody thought of is crawled too.
"""
