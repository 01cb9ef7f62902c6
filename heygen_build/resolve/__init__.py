"""Room 3: `resolve(spec, …)` gives a `ResolvedProject`: no templates, no defaults open, no dangling names, files hashed."""
