"""Questions to colleagues: a circle is asked in a thread, an answer is accepted, and everybody hears the end once."""
