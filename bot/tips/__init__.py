"""What colleagues send the desk: a link, words, pictures, and what becomes of it until the end."""
