"""What runs the rules: which of them concern a text, what none of them may alter, and answers kept between versions."""
