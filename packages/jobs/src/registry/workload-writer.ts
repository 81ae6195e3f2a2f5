import { isDeepStrictEqual } from 'node:util';
import { bucketStream, keySubject, WorkloadAnnouncement, workloadKey } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { isSequenceConflict } from '../broker/wrong-sequence.js';

const PUBLISH_TIMEOUT_MS = 2_000;

/**
 * Keeps in the registry what workers say of their workload. Other than a contract it has no versions: what the worker that
 * started last says holds, so that old and new ones do not take turns while a new version is rolled out.
 */
export class WorkloadWriter {
  constructor(private readonly broker: Broker) {}

  /** Whether it was written. A conflict is left to the next announcement. */
  async write(announced: WorkloadAnnouncement): Promise<boolean> {
    const subject = keySubject('registry', workloadKey(announced.name));
    const stored = await this.broker.manager.streams.getMessage(bucketStream('registry'), { last_by_subj: subject });
    const known = stored ? readWorkload(stored.data) : undefined;
    if (known && (known.startedAt >= announced.startedAt || saysTheSame(known, announced))) return false;
    try {
      await this.broker.jetstream.publish(subject, JSON.stringify(announced), {
        expect: { lastSubjectSequence: stored?.seq ?? 0 },
        timeout: PUBLISH_TIMEOUT_MS,
      });
      return true;
    } catch (error) {
      if (isSequenceConflict(error)) return false;
      throw error;
    }
  }
}

function saysTheSame(one: WorkloadAnnouncement, other: WorkloadAnnouncement): boolean {
  return isDeepStrictEqual({ ...one, startedAt: 0 }, { ...other, startedAt: 0 });
}

/** Undefined for an entry that cannot be read, which the next announcement replaces. */
function readWorkload(data: Uint8Array): WorkloadAnnouncement | undefined {
  try {
    return WorkloadAnnouncement.safeParse(JSON.parse(Buffer.from(data).toString())).data;
  } catch {
    return undefined;
  }
}
