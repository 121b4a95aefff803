# CPU image with the model inside: nothing is downloaded when it runs.
FROM python:3.11-slim AS build
WORKDIR /app
COPY requirements.lock pyproject.toml README.md ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --no-deps -r requirements.lock
COPY service service
COPY eval eval
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
COPY --from=build /venv /venv
RUN useradd --system --create-home plumbline && install --directory --owner=plumbline --mode=700 /data
USER plumbline
WORKDIR /home/plumbline
# It listens to whoever the container's network lets in, so it starts only once there is a key: `keys create NAME`.
ENV PLUMBLINE_HOST=0.0.0.0 PLUMBLINE_DATA_DIR=/data HF_HUB_OFFLINE=1 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["/venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
ENTRYPOINT ["/venv/bin/plumbline"]
CMD ["serve"]
