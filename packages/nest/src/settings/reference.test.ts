import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { settingsReference } from './reference.js';
import { platformNames } from './service-settings.js';

describe('the settings reference', () => {
  const page = settingsReference([
    {
      name: 'weather',
      summary: 'Looks at the sky.',
      settings: z.object({
        WEATHER_URL: z.string().meta({ description: 'Where | how.' }),
        WEATHER_KEY: z.string().default('abc').meta({ description: 'Key.', secret: true }),
      }),
    },
  ]);

  it('lists every setting of the platform once, with services, default and meaning', () => {
    for (const name of platformNames()) expect(page.split(`| \`${name}\` |`)).toHaveLength(2);
    expect(page).toContain('| `KICKOFF_SLOTS` | gateway, poller, processor | `20` | How many jobs');
    expect(page).toContain('| `KICKOFF_NATS_URL` | all | required |');
    expect(page).toContain('| `PORT` | api, gateway | api: `3000`; gateway: `3001` |');
    expect(page).toMatch(/\| `KICKOFF_NATS_PASSWORD` \| all \|  \| .* Secret: never printed\. \|/);
  });

  it("lists a workload's settings without printing secret defaults", () => {
    expect(page).toContain('| `WEATHER_URL` | required | Where \\| how. |');
    expect(page).toContain('| `WEATHER_KEY` | set | Key. Secret: never printed. |');
  });
});
