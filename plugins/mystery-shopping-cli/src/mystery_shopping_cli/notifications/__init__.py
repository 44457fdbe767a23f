"""Notifications from the command line: the worker, what it sent, and what falls due."""
