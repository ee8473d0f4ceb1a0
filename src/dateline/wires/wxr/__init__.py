"""WXR: what WordPress writes when a site is exported, versions 1.0 to 1.2."""
