"""A HeyGen-compatible server that draws its videos. Enter through `app.create` (in process) or `server.serve`."""
