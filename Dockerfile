# One image for the web process and the worker; see compose.yaml.
FROM python:3.11-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/opt/steady
# The same version as in the Makefile.
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups
COPY manage.py ./
COPY config config
COPY goals goals
COPY checkins checkins
COPY coaching coaching
COPY templates templates
COPY static static
COPY locale locale
RUN COLLECT_STATIC=true SECRET_KEY=only-for-this-step /opt/steady/bin/python manage.py collectstatic --no-input

FROM python:3.11-slim-bookworm
ENV PATH=/opt/steady/bin:$PATH PYTHONUNBUFFERED=1
RUN useradd --system --no-create-home steady
COPY --from=build /opt/steady /opt/steady
COPY --from=build --chown=steady /app /app
WORKDIR /app
USER steady
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "config.wsgi:application"]
