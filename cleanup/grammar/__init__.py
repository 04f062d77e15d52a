"""The grammar stage: several engines behind one protocol, and what of their answers is worth a person's time.

`engines.open_engine(settings)` gives an engine (nothing is started before its first question), and
`stage.GrammarStage(engine, settings)` is the check of the pipeline's grammar stage: called with a document and a
context it yields findings. After a text, its ``unchecked`` says what got no answer, and its ``engine`` names engine and
version.
"""
