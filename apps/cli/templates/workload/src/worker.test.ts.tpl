import { describe, expect, it } from '@jest/globals';
import { parseSettings, servedBy } from '@kickoff/nest';
import { workload } from './contracts/index.js';
import manifest from './worker.js';

describe('the manifest of {{workload}}', () => {
  it('has a handler for every job type', () => {
    const { handlers } = servedBy('test', { packageName: '{{package}}', workload, manifest }, () => true);
    expect([...handlers.keys()].map(({ type }) => type).sort()).toEqual(workload.contracts.map(({ type }) => type));
  });

  it('needs no settings but those of Kickoff', () => {
    expect(parseSettings(manifest.settings, {})).toBeDefined();
  });
});
