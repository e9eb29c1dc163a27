"""Settings of the reference site: ``dev`` for ``make run``, ``production`` for the real thing."""
