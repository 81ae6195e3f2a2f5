import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A folder of recorded responses. It lies beside the repository and is read in place, so it may be absent. */
export interface RecordedData {
  /** Its path. */
  folder: string;
  /** Tests that need it are skipped when this is false: `(data.present ? it : it.skip)(`reads it${data.note}`, …)`. */
  present: boolean;
  /** For the name of such a test: says that it is skipped, and why; empty where the folder is present. */
  note: string;
}

/** @param folder its address from the test, e.g. `new URL('../../../../../shared/data/bgg', import.meta.url)` */
export function recordedData(folder: URL): RecordedData {
  const path = fileURLToPath(folder);
  const present = existsSync(path);
  return { folder: path, present, note: present ? '' : ` (skipped: no recorded data at ${path})` };
}
