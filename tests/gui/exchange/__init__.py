"""Tests of the page on which files are brought together."""
