"""Conformance, judged by veraPDF and by nobody of ours."""
