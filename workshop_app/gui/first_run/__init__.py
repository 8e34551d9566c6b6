"""The first page: what the program is for, and three ways on."""
