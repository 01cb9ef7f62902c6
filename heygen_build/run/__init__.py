"""The parts of the spine: what one run is given, has open, and does in each room. `pipeline` puts them in order."""
