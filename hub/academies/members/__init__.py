"""The people of an academy: who is asked in, what each may do, who stands in for whom, and how one leaves.

Managers of an academy use these screens instead of Wagtail's users and groups, which know no academies. Nothing here
sets a password or an address, and nobody gets by it a right that the person who acts does not have.
"""
