from tests.daemon.conftest import folder as folder
from tests.daemon.conftest import item as item
from tests.sites.newsroom import newsroom as newsroom
