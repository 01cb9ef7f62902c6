"""Receives HeyGen's events, so that jobs are looked at the moment they end. Enter through `session.listening`."""
