"""How long the property tests search: `make test-all` runs them with the profile `long`."""

from hypothesis import settings

settings.register_profile("long", max_examples=2000, deadline=None)
