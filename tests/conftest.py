"""How properties are tried: the same examples on every machine; others, and more of them, in `make torture`."""

import os

from hypothesis import HealthCheck, settings

_SLOW_MACHINES = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("same", derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW_MACHINES)
settings.register_profile("torture", max_examples=2000, deadline=None, suppress_health_check=_SLOW_MACHINES)
settings.load_profile("torture" if "DATELINE_TORTURE" in os.environ else "same")
