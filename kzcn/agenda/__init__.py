"""Security cooperation: `items` labels what `evidence` finds and `weighing` takes, with `themes`, `forums` and `status`; `plover` makes events of it."""
