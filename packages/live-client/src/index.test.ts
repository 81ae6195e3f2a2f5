import { describe, expect, it } from '@jest/globals';
// oxlint-disable-next-line no-restricted-imports -- a test reads the built files; the client itself stays free of Node
import { readdir, readFile } from 'node:fs/promises';

const DIST = new URL('.', import.meta.url);

describe('the built client', () => {
  it('needs nothing at run time but socket.io-client, so that it bundles small for browsers', async () => {
    const files = (await readdir(DIST)).filter((name) => name.endsWith('.js') && !name.includes('.test.'));
    expect(files).toContain('index.js');
    const imported = new Set<string>();
    for (const file of files) {
      const source = await readFile(new URL(file, DIST), 'utf8');
      for (const [, name] of source.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) imported.add(name!);
    }
    expect([...imported].filter((name) => !name.startsWith('./'))).toEqual(['socket.io-client']);
  });
});
