"""Runs the command line by ``python -m mystery_shopping_cli``."""

from mystery_shopping_cli.app import main

main()
