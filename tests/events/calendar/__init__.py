from networking.accounts.models import User


def speaking_english(user: User) -> User:
    """Somebody who reads the site in English, so that a test may read with her."""
    user.language = "en"
    user.save(update_fields=["language"])
    return user
