"""The dashboard "Social impact", described in a few words and written as a spreadsheet.

``./vises dashboard`` writes the two files in ``vises_impact/data/dashboards`` from
``description``; a test fails when they are not what it would write.
"""
