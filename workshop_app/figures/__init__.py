"""Geometry of hemicycle and bars, drawn alike on screen and on paper."""
