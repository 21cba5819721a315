"""How many random cases the proofs try, and how hypothesis runs them."""

from hypothesis import HealthCheck, Phase, settings


def examples(share: float) -> settings:
    """Settings for a share of the run's `--operations`, 500 unless told.

    Cases are not shrunk, for which the database is too slow, nor kept: the seed that
    hypothesis prints with a failure runs the same ones again.
    """
    return settings(
        max_examples=max(1, round(settings().max_examples * share)),
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=(
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
            HealthCheck.large_base_example,
            HealthCheck.function_scoped_fixture,
        ),
        database=None,
    )
