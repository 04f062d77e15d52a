"""Rules for characters: wrongly decoded, invisible, or like others."""
