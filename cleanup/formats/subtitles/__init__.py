"""Subtitles: cues with times, lines and tags. A sentence that runs over cues is one sentence."""
