"""The web: what every request needs, whoever makes it, a fetch from a service or a publication to a server.

targets       addresses, and where a redirect may lead; `destinations` which of them may be connected to
network       connections to the very address that was looked at, bounded in time; `proxies`, `clock`
failures      what passes and is tried again, and what does not; `retries` when; `limits` what a request may cost
bodies        bodies of answers, unpacked within a bound
"""
