"""What each notebook shows: one module per notebook, a function per sentence, table and figure, each of a Corpus."""
