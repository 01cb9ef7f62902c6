"""Projects of other programs: the film as its scenes, sounds and captions, for further editing."""
