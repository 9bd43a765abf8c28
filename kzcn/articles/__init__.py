"""From a saved file to clean, sectioned sentences: `article` names the steps from bytes to text, `sentences` splits it."""
