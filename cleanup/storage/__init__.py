"""What is kept between runs: a store of bytes by key, where it lies, and what tells one program from another."""
