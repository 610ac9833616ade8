# One image for the three processes of the site; compose.yaml says which is which.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/tablee
RUN useradd --system --home-dir /srv/tablee tablee && install -d -o tablee var /srv/media

# Dependencies first: they change less often than the code.
COPY requirements.txt .
RUN pip install --no-deps --require-hashes --requirement requirements.txt

COPY manage.py ./
COPY locale locale
COPY templates templates
COPY networking networking
COPY events events
COPY followups followups

# Catalogues and assets are part of the image; a secret is asked for, and none is kept.
RUN python -m networking.catalogues \
    && SECRET_KEY=only-to-build python manage.py build_assets \
    && chown -R tablee var

USER tablee
EXPOSE 8000
CMD ["uvicorn", "networking.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--no-access-log", "--timeout-graceful-shutdown", "3"]
