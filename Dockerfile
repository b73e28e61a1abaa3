# docker build -t switchyard . && docker run -p 3000:3000 -v switchyard:/data switchyard
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/up.mjs --prepare && chown -R node:node /app

FROM node:22-bookworm-slim
RUN mkdir -p /data/files && chown -R node:node /data
COPY --from=build /app /app
WORKDIR /app
USER node
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "scripts/up.mjs"]
