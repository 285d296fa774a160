# An image with Node, the published package and its dependencies. docs/OPERATING.md says how to run it.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run --silent build

# Exactly the packages of the lock file. Without the optional ones: they are the Node runtime, which the image already has.
FROM node:24-bookworm-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional

FROM node:24-bookworm-slim
ENV NODE_ENV=production MUSTER_HOST=0.0.0.0 MUSTER_PORT=4599 MUSTER_DATA=/data
WORKDIR /opt/muster
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /build/dist ./
# A volume inherits the owner of the directory it covers.
RUN install --directory --owner=1000 --group=1000 --mode=0700 /data
# As a number, so that Kubernetes can tell it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 4599
HEALTHCHECK --interval=10s --timeout=8s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MUSTER_PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/muster/bin/muster.js"]
CMD ["serve"]
