"""Watch mode: a save becomes a fresh draft, shown in the terminal and on a page of this machine."""
