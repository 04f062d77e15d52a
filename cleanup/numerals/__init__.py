"""Numbers as texts write them, in English, Chinese and Japanese, with what they are worth."""
