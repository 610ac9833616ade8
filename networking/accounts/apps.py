from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "networking.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Remember with the person the language she chooses on a page."""
        from networking.accounts.preferences import keep_language
        from networking.web.signals import language_chosen

        language_chosen.connect(keep_language)
