"""The network's sites: which outputs a change touches, how they look, where they are kept, how they are served."""
