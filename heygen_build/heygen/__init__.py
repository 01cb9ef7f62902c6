"""The only code that speaks the HeyGen API: what is sent, what comes back, what may be repeated, where the key goes.

`client` has one method per call; `wire` the bodies (without httpx); `errors` what can go wrong; `credentials` the key.
"""
