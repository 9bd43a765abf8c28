"""From a saved file to clean text with sections and sentences: `article` runs the steps from bytes to text, `sentences` splits it."""
