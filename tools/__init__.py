"""What ``./vises`` is made of: it fetches, starts and drives what the addon needs.

Only the standard library is used here: these modules run before any package is installed.
"""
