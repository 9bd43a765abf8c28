"""Who is named: `mentions` finds the actors of the registry by name, and other actors by the form of their names."""
