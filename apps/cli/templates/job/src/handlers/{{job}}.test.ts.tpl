import { describe, expect, it } from '@jest/globals';
import { runInline } from '@kickoff/jobs/testing';
import { {{camelJob}} } from '../contracts/{{job}}.js';
import { {{PascalJob}} } from './{{job}}.js';

describe('{{workload}}.{{job}}', () => {
  it('succeeds', async () => {
    const { state, output } = await runInline({{camelJob}}, new {{PascalJob}}(), { name: 'Ada' });
    expect({ state, output }).toEqual({ state: 'succeeded', output: { text: '{{job}} for Ada' } });
  });
});
