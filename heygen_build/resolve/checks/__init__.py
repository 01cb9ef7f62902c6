"""Checks of scenes and films that are resolved: limits of HeyGen (errors), and what viewers would mind (warnings).

Each check is a small function from facts to diagnostics; `run.Checks` holds the lists of them.
"""
