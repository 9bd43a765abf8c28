"""Renders notebooks as a report: `planning` decides what to run, `build` runs it, `contents` writes the files, `publish` replaces the folder."""
