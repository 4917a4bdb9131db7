# staylocal in a container, for pipelines: what it looks at is mounted, read-only.
#   npm pack && docker build --tag staylocal .
#   docker run --rm --read-only --cap-drop=ALL -v "$PWD:/work:ro" staylocal audit --offline --no-env --pac proxy.pac
FROM node:24-slim AS install
WORKDIR /opt/staylocal
COPY staylocal-*.tgz /tmp/
RUN npm install --omit=dev --no-audit --no-fund --ignore-scripts --prefix /opt/staylocal /tmp/staylocal-*.tgz

FROM node:24-slim
LABEL org.opencontainers.image.title="staylocal" \
      org.opencontainers.image.description="Proves that a DNS name which points at 127.0.0.1 stays on the device." \
      org.opencontainers.image.licenses="MIT"
COPY --from=install /opt/staylocal /opt/staylocal
ENV NODE_ENV=production
USER node
WORKDIR /work
ENTRYPOINT ["node", "/opt/staylocal/node_modules/staylocal/dist/bundle/cli.js"]
CMD ["--help"]
