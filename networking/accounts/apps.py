from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "networking.accounts"
    label = "accounts"
