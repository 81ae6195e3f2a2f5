/** docs/reference/openapi.json, from the operations of packages/api-contract, and the types of packages/api-client from it. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { mustRun, program, ROOT } from '../run.mjs';
import { readJson } from '../workspaces.mjs';

const DOCUMENT = 'docs/reference/openapi.json';
const CLIENT = 'packages/api-client/src/generated/openapi.ts';
const NOTE = '/** Generated from docs/reference/openapi.json by `npm run generate`. */\n';

export default async function openapi() {
  // Not after the build: programs that use the client are compiled with what is written here.
  await mustRun(process.execPath, [program('typescript', 'tsc'), '-b', 'packages/api-contract']);
  const script = join(ROOT, 'packages', 'api-contract', 'dist', 'document', 'print-document.js');
  const { version } = readJson('packages/api-contract/package.json');
  const { stdout } = await promisify(execFile)(process.execPath, [script, version], { maxBuffer: 64 * 1024 * 1024 });
  return {
    [DOCUMENT]: await formatted(DOCUMENT, stdout),
    [CLIENT]: await formatted(CLIENT, NOTE + (await typesOf(JSON.parse(stdout)))),
  };
}

/** The generator needs a TypeScript with a JavaScript API, which version 7 has not; packages/api-client has one of its own. */
async function typesOf(document) {
  const require = createRequire(join(ROOT, 'packages', 'api-client', 'package.json'));
  const { default: openapiTS, astToString } = require('openapi-typescript');
  return astToString(await openapiTS(document, { defaultNonNullable: false }));
}

async function formatted(path, text) {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
