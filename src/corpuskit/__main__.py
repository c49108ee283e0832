"""`python -m corpuskit` is `corpuskit`."""

from corpuskit.cli.main import main

if __name__ == "__main__":
    main()
