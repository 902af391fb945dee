"""What is written: the header, the tree, and the proof."""
