from tests.sites.newsroom import newsroom as newsroom
