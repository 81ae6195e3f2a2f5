import { Counter, Gauge, type Registry } from 'prom-client';
import type { LiveNumbers } from './live/live-server.js';

const GAUGES: Partial<Record<keyof LiveNumbers, [name: string, help: string]>> = {
  sockets: ['kickoff_live_sockets', 'Clients connected to /live'],
  lag: ['kickoff_live_lag_messages', 'Messages in the broadcast stream that this replica has not read yet'],
  ringMessages: ['kickoff_live_ring_messages', 'Messages kept in memory for resumes'],
  ringBytes: ['kickoff_live_ring_bytes', 'Estimated memory of the messages kept for resumes'],
  documents: ['kickoff_live_documents', 'Documents kept in memory for snapshots'],
  documentsWaiting: ['kickoff_live_documents_waiting', 'Changed documents that are not in the bucket yet'],
};

const COUNTERS: Partial<Record<keyof LiveNumbers, [name: string, help: string]>> = {
  messages: ['kickoff_live_messages_total', 'Messages read from the broadcast stream and sent to their subscribers'],
  invalidMessages: ['kickoff_live_invalid_messages_total', 'Messages on broadcast subjects that were no broadcasts'],
  dropped: ['kickoff_live_dropped_clients_total', 'Clients cut off because they read too slowly'],
  historyReads: ['kickoff_live_history_reads_total', 'Reads of the stream for resumes older than the memory'],
};

/** Puts the numbers of live delivery into the service's metrics; they are read when metrics are asked for. */
export function publishLiveNumbers(registry: Registry, numbers: () => LiveNumbers): void {
  for (const [key, [name, help]] of entries(GAUGES)) {
    const gauge = new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(numbers()[key]);
      },
    });
    registry.registerMetric(gauge);
  }
  for (const [key, [name, help]] of entries(COUNTERS)) {
    let told = 0;
    const counter = new Counter({
      name,
      help,
      registers: [],
      collect() {
        const now = numbers()[key];
        this.inc(now - told);
        told = now;
      },
    });
    registry.registerMetric(counter);
  }
}

function entries<Value>(record: Partial<Record<keyof LiveNumbers, Value>>): [keyof LiveNumbers, Value][] {
  return Object.entries(record) as [keyof LiveNumbers, Value][];
}
