"""What all tests share: Hypothesis without deadlines, which would measure how busy the machine is."""

from hypothesis import settings

settings.register_profile("cleanup", deadline=None)
settings.load_profile("cleanup")
