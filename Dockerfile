# The web page's bundle is fetched by version and digest, here as in `make page`; nothing third-party is committed.
FROM node:22-slim AS page
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
COPY bot/static/fetch.py /fetch.py
RUN python3 /fetch.py /page

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SAMBAND_HOST=0.0.0.0 SAMBAND_LOG_FORMAT=json
WORKDIR /samband
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY bot bot
COPY dialogs dialogs
COPY jobs jobs
COPY gatherings gatherings
COPY config config
# Each file that is sent is read in a process of its own, which would compile all of this anew.
RUN python -m compileall -q bot dialogs jobs gatherings config
COPY --from=page /page bot/static/webchat
RUN useradd --system --user-group --no-create-home --uid 10001 samband && mkdir var && chown samband:samband var \
    && printf '#!/bin/sh\nexec python -m bot "$@"\n' > /usr/local/bin/samband && chmod +x /usr/local/bin/samband
# Everything but /samband/var and /tmp may be read-only, as compose.yaml has it. By number: then it can be seen not to be root.
USER 10001
VOLUME /samband/var
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:3978/healthz', timeout=4)"
CMD ["samband", "run"]
