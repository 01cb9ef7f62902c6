"""Free local stand-ins for what HeyGen sells: speech from espeak-ng, and a drawn presenter who says it."""
