"""The first room: a project file becomes a document in which every node knows where it was written."""
