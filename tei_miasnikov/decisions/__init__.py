"""An editor's rulings on a transcript, kept beside it and replayed at every conversion."""
