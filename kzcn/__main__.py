"""`python -m kzcn` is the command `kzcn`."""

from kzcn.cli import main

if __name__ == "__main__":
    main()
