"""The reading edition: TEI files as one HTML page that opens offline, is read without scripts, and better with them.

It stands on what the files say (encoded/) and on the transcript where it is given, and on nothing of the conversion.
"""
