import { installationPrefix } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';

export interface StreamStatus {
  name: string;
  messages: number;
  bytes: number;
  replicas: number;
}

/** Streams of this installation, without those of buckets, by name. */
export async function installationStreams({ manager }: Broker): Promise<StreamStatus[]> {
  const prefix = installationPrefix();
  // Names in capitals are ours; without a prefix those of other installations begin with a lower-case word.
  const isOurs = (name: string) => (prefix === undefined ? /^[A-Z]+(_|$)/ : new RegExp(`^${prefix}_[A-Z]`)).test(name);
  const streams: StreamStatus[] = [];
  for await (const { config, state } of manager.streams.list()) {
    if (!isOurs(config.name) || /^(KV|OBJ)_/.test(config.name)) continue;
    streams.push({ name: config.name, messages: state.messages, bytes: state.bytes, replicas: config.num_replicas });
  }
  return streams.sort((a, b) => a.name.localeCompare(b.name));
}
