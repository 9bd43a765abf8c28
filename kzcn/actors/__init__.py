"""Who is named: `mentions` finds those of the registry by their names, and others by the form of theirs."""
