"""Notebooks rendered as a report: `planning` says what has to be done, `build` does it, `contents` lays the folder out, `publish` puts it in place."""
