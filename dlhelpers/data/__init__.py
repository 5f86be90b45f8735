"""What there is to learn from: images, their files, and points drawn by code."""
