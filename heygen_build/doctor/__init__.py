"""What a user wants to know before the first paid build: whether this machine, the account and the project are ready.

Each check gives findings and never raises; what is wrong is worth more than that something is.
"""
