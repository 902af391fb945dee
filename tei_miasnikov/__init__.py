"""From transcripts to TEI P5."""
