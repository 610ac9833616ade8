"""The site in this process, on an empty database."""


def start() -> None:
    """Load it by the environment and make its tables unless they are there.

    Tables come from the models: migrations, which lead to the same ones, take ten seconds.
    """
    import django  # noqa: PLC0415  the environment has to be complete first

    django.setup()
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
