# legalqa in a container: Linux x86-64, an ordinary user, no request to any network while it runs.
#
#   docker build --tag legalqa .
#   docker run --publish 127.0.0.1:7860:7860 legalqa            # the five directives of corpus/, indexed in the image
#   docker run … --volume ./my-corpus:/srv/legalqa/corpus:ro    # one's own: the index follows at the start
FROM python:3.11-slim

# Nothing is fetched at run time; whatever a library wants to write goes to /tmp.
ENV PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    HOME=/tmp \
    LEGALQA_HOST=0.0.0.0 \
    LEGALQA_PORT=7860 \
    LEGALQA_CORPUS=/srv/legalqa/corpus \
    LEGALQA_INDEX=/srv/legalqa/index \
    LEGALQA_FEEDBACK=/srv/legalqa/data/feedback.jsonl \
    LEGALQA_CLOSED=/srv/legalqa/data/closed.txt

WORKDIR /srv/legalqa
RUN useradd --system --uid 10001 --home-dir /tmp --shell /usr/sbin/nologin legalqa \
    && install --directory --owner=legalqa corpus index data

# The libraries change seldom and are most of the image: a layer of their own.
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation . \
    && rm -rf build src

COPY corpus ./corpus
USER legalqa
RUN legalqa index --quiet

# The texts, what is made of them, and what readers leave: feedback.jsonl, and closed.txt while questions are not answered.
VOLUME ["/srv/legalqa/corpus", "/srv/legalqa/index", "/srv/legalqa/data"]
EXPOSE 7860

# Also unhealthy while closed.txt is there: whoever balances load sends readers elsewhere.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['LEGALQA_PORT']}/api/v1/ready\", timeout=4)"]

ENTRYPOINT ["legalqa"]
CMD ["serve"]
