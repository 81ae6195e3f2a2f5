/** docs/reference/settings.md, from the schemas that services parse their environment with. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../run.mjs';
import { readJson, workspaces } from '../workspaces.mjs';

const PATH = 'docs/reference/settings.md';

export default async function settingsReference() {
  const workloads = workspaces()
    .filter((folder) => folder.startsWith('workloads/') && existsSync(join(ROOT, folder, 'package.json')))
    .map((folder) => readJson(`${folder}/package.json`).name);
  const script = join(ROOT, 'packages', 'nest', 'dist', 'settings', 'print-reference.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...workloads]);
  const options = await resolveConfig('package.json');
  return { [PATH]: await format(stdout, { ...options, filepath: PATH }) };
}
