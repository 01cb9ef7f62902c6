"""A HeyGen-compatible server that draws its videos itself. Enter through `app.create` (in process) or `server.serve`."""
