PAGES = {"": {}}


def context(request, page):
    return {}
