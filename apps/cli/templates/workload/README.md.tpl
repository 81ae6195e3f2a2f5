# {{workload}}

{{summary}}

```sh
npm install
npm test
npx kickoff migrate --workloads {{package}}    # streams, consumers and queues, with KICKOFF_NATS_URL and KICKOFF_DATABASE_URL
npx kickoff work --workload .                  # a worker for every queue
npx kickoff new job . send-mail                # one more job type
```

- `src/contracts`: job types, as producers import them from `{{package}}/contracts`
- `src/handlers`: what runs them
- `src/settings.ts`: the environment
- `src/worker.ts`: the manifest, which the services of Kickoff load when `KICKOFF_WORKLOADS` names `{{package}}`
