/** docs/reference/cli.md, from the definitions that the command parses by. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../run.mjs';

export const needsBuild = true;

const PATH = 'docs/reference/cli.md';

export default async function cliReference() {
  const script = join(ROOT, 'apps', 'cli', 'dist', 'reference', 'print-reference.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const options = await resolveConfig('package.json');
  return { [PATH]: await format(stdout, { ...options, filepath: PATH }) };
}
