"""Many transcripts: each converted, proved and validated, by one process or by many (`tei-miasnikov batch`)."""
