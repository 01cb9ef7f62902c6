"""Room 3: `resolve(spec, …)` gives a `ResolvedProject`: no templates, defaults or names left open, files hashed."""
