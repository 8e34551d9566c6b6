"""Every page for hands that use only keys, and for ears instead of eyes."""
