"""What lasts: the content-addressed cache of step results, the journal of facts, and the lock file."""
