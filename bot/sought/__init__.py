"""What somebody seeks: words as terms, the ways to meet them, and the vocabulary by which mistyped ones are mended."""
