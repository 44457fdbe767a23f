"""What every test shares: Hypothesis behaves alike on a slow machine and in CI."""

import os

from hypothesis import HealthCheck, Phase, settings

# A deadline would measure what else the machine does; CI draws the same examples each time.
settings.register_profile(
    "default",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, database=None)
# A mutant needs no smallest counterexample, only one.
settings.register_profile(
    "mutation", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default")
)
