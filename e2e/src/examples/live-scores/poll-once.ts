import { JobClient } from '@kickoff/jobs';
import { pollLiveMatches } from '@kickoff/live-scores/contracts';

const [servers = 'nats://127.0.0.1:4222', sport = 'football'] = process.argv.slice(2);

const jobs = await JobClient.connect({ servers });
const { id, duplicate } = await jobs.enqueue(pollLiveMatches, pollLiveMatches.input.parse({ sport }));
process.stdout.write(duplicate ? `a poll of ${sport} is unfinished: ${id}\n` : `enqueued ${id}\n`);
await jobs.close();
