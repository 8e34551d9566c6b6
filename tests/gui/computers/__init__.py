"""Tests of the page of computers."""
