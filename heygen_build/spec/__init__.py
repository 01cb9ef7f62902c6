"""The second room: the document's shape is checked against the project language; nothing is evaluated yet."""
