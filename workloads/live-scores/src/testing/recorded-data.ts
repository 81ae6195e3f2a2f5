import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Recorded upstream responses, kept beside the repository and read in place. Where they are absent, their tests are skipped. */

const ROOT = fileURLToPath(new URL('../../../../../shared/data/api-football', import.meta.url));

export const RECORDED_DATA_PRESENT = existsSync(ROOT);
export const RECORDED_DATA_NOTE = RECORDED_DATA_PRESENT ? '' : ' (skipped: recorded data absent at ../shared/data)';

export interface RecordedResponse {
  file: string;
  body: { get?: string; errors: unknown; parameters: unknown; response: unknown[] };
}

/** Every JSON file below a folder of the recorded data, in name order. */
export function recordedResponses(folder: string): RecordedResponse[] {
  const directory = path.join(ROOT, folder);
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => name)
    .sort()
    .map((name) => ({ file: name, body: JSON.parse(readFileSync(path.join(directory, name), 'utf8')) }));
}

export function recordedFolder(folder: string): string {
  return path.join(ROOT, folder);
}
