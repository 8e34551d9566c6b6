"""The command line: arguments in; sentences, JSON and an exit status out."""
