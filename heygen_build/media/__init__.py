"""The media room: probe, draw, caption, encode and join. Synchronous functions on files, made for worker processes."""
