"""HTML pages of agencies, press offices and news sites: one page, one story, or a page of several."""
