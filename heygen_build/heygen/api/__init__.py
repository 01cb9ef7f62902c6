"""HeyGen's calls by area: each class takes a `Session`, each method is one call, typed in and out."""
