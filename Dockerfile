# syntax=docker/dockerfile:1
# One image per service, by target:  docker build --target api --tag kickoff/api:0.1.0 .
# All images share every layer but the last two, so that a node downloads dependencies once.
ARG NODE_IMAGE=node:24-bookworm-slim

# Manifests alone: the installs below are cached until one of them changes.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /kickoff
COPY package.json package-lock.json .npmrc ./
COPY packages/api-client/package.json packages/api-client/
COPY packages/api-contract/package.json packages/api-contract/
COPY packages/contracts/package.json packages/contracts/
COPY packages/database/package.json packages/database/
COPY packages/embedded/package.json packages/embedded/
COPY packages/jobs/package.json packages/jobs/
COPY packages/live-client/package.json packages/live-client/
COPY packages/nest/package.json packages/nest/
COPY packages/testing/package.json packages/testing/
COPY packages/upstream/package.json packages/upstream/
COPY workloads/board-games/package.json workloads/board-games/
COPY workloads/live-scores/package.json workloads/live-scores/
COPY workloads/match-predictions/package.json workloads/match-predictions/
COPY workloads/profile-review/package.json workloads/profile-review/
COPY apps/api/package.json apps/api/
COPY apps/cli/package.json apps/cli/
COPY apps/gateway/package.json apps/gateway/
COPY apps/poller/package.json apps/poller/
COPY apps/processor/package.json apps/processor/
COPY apps/recorder/package.json apps/recorder/
COPY apps/scheduler/package.json apps/scheduler/
COPY apps/simulator/package.json apps/simulator/
COPY bench/package.json bench/
COPY e2e/package.json e2e/

FROM manifests AS build
RUN npm ci --ignore-scripts
COPY tsconfig.base.json ./
COPY packages packages
COPY workloads workloads
COPY apps apps
RUN npx tsc -b apps/* workloads/* && npm run bundle --workspaces --if-present
# Tests are compiled like everything else; they have no business in an image.
RUN find packages workloads apps -path '*/dist/*' \
  \( -name '*.test.*' -o -name '*-for-test.*' -o -name '*.d.ts' -o -name '*.d.ts.map' -o -path '*/testing/*' \) \
  -type f -delete

# Without devDependencies npm does not follow the workspaces that only tests need.
FROM manifests AS production
RUN npm pkg delete devDependencies --workspaces \
  && npm ci --omit=dev --ignore-scripts \
  --workspace apps/api --workspace apps/gateway --workspace apps/poller --workspace apps/processor \
  --workspace apps/recorder --workspace apps/scheduler --workspace apps/simulator \
  --workspace workloads/board-games --workspace workloads/live-scores --workspace workloads/match-predictions \
  --workspace workloads/profile-review

FROM ${NODE_IMAGE} AS runtime
ENV NODE_ENV=production
WORKDIR /kickoff
COPY --from=production /kickoff ./
COPY --from=build /kickoff/packages/api-contract/dist packages/api-contract/dist
COPY --from=build /kickoff/packages/contracts/dist packages/contracts/dist
COPY --from=build /kickoff/packages/database/dist packages/database/dist
COPY --from=build /kickoff/packages/jobs/dist packages/jobs/dist
COPY --from=build /kickoff/packages/live-client/dist packages/live-client/dist
COPY --from=build /kickoff/packages/nest/dist packages/nest/dist
COPY --from=build /kickoff/packages/upstream/dist packages/upstream/dist
COPY --from=build /kickoff/workloads/board-games/dist workloads/board-games/dist
COPY --from=build /kickoff/workloads/live-scores/dist workloads/live-scores/dist
COPY --from=build /kickoff/workloads/match-predictions/dist workloads/match-predictions/dist
COPY --from=build /kickoff/workloads/profile-review/dist workloads/profile-review/dist
# The user `node` by number, which is what `runAsNonRoot` can check.
USER 1000:1000

FROM runtime AS migrate
CMD ["node", "--enable-source-maps", "packages/database/dist/migrate.js"]

FROM runtime AS scheduler
COPY --from=build /kickoff/apps/scheduler/dist apps/scheduler/dist
EXPOSE 3100
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/scheduler/dist/main.js"]

FROM runtime AS poller
COPY --from=build /kickoff/apps/poller/dist apps/poller/dist
EXPOSE 3100
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/poller/dist/main.js"]

FROM runtime AS processor
COPY --from=build /kickoff/apps/processor/dist apps/processor/dist
EXPOSE 3100
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/processor/dist/main.js"]

FROM runtime AS recorder
COPY --from=build /kickoff/apps/recorder/dist apps/recorder/dist
EXPOSE 3100
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/recorder/dist/main.js"]

FROM runtime AS gateway
COPY --from=build /kickoff/apps/gateway/dist apps/gateway/dist
EXPOSE 3001 3100
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/gateway/dist/main.js"]

FROM runtime AS simulator
COPY --from=build /kickoff/apps/simulator/dist apps/simulator/dist
EXPOSE 3002
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/simulator/dist/main.js"]

FROM runtime AS api
COPY --from=build /kickoff/apps/api/dist apps/api/dist
EXPOSE 3000 3100
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/api/dist/main.js"]
