import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { recordedData } from '@kickoff/testing';

/** Recorded responses of the upstreams. */
export const RECORDED_MATCHES = recordedData(new URL('../../../../../shared/data/api-football', import.meta.url));

export interface RecordedResponse {
  file: string;
  body: { get?: string; errors: unknown; parameters: unknown; response: unknown[] };
}

/** Every JSON file below a folder of the recorded data, in name order. */
export function recordedResponses(folder: string): RecordedResponse[] {
  const directory = path.join(RECORDED_MATCHES.folder, folder);
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => name)
    .sort()
    .map((name) => ({ file: name, body: JSON.parse(readFileSync(path.join(directory, name), 'utf8')) }));
}

export function recordedFolder(folder: string): string {
  return path.join(RECORDED_MATCHES.folder, folder);
}
