"""Security cooperation: `items` decides what is on the agenda and labels it, from `evidence` and `status`; `plover` joins it to event data."""
