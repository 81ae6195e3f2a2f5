import { Kvm } from '@nats-io/kv';
import { bucketName } from '@kickoff/contracts';
import { cancelKey, type Broker } from '@kickoff/jobs';

const AT_ONCE = 100;

/** Jobs that are to run again must not be ended by the wish that ended them before, which stands for an hour. */
export async function forgetCancellations(
  { jetstream }: Broker,
  jobs: readonly { id: string; type: string | null }[],
): Promise<void> {
  const keys = jobs.flatMap(({ id, type }) => (type === null ? [] : [cancelKey(type.slice(0, type.indexOf('.')), id)]));
  if (keys.length === 0) return;
  const control = await new Kvm(jetstream).open(bucketName('control'));
  for (let from = 0; from < keys.length; from += AT_ONCE)
    await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => control.delete(key)));
}
