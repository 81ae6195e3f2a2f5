import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { UsageError } from '../../cli/command-error.js';
import { overrideText } from '../../control/control-text.js';
import { limitName } from '../../control/limit-name.js';

export const limitsSet = defineApiCommand({
  name: 'limits set',
  summary: 'Gives a limit other numbers until it is reset',
  operations: ['overrideLimit'],
  arguments: { limit: { summary: '<workload>/<limit>' } },
  options: {
    'at-once': { kind: 'number', value: 'count', min: 1, max: 1_000_000, summary: 'most jobs at the same time' },
    windows: { kind: 'list', value: 'windows', summary: '<count>/<duration> each, e.g. 5/1s,1000/utc-day' },
    ...REASON_OPTION,
  },
  examples: [
    { line: 'kickoff limits set live-scores/rapidapi --windows 5/1s,1000/utc-day' },
    { line: 'kickoff limits set weather/stations --at-once 3 --reason "they are slow today"' },
  ],
  ask: ({ api, arguments: { limit }, options: { windows, reason = DEFAULT_REASON, 'at-once': atOnce } }) => {
    if ((atOnce === undefined) === (windows === undefined))
      throw new UsageError('name either --at-once or --windows', { where: '--at-once, --windows' });
    const terms = atOnce === undefined ? { windows: windows!.map(windowOf) } : { atOnce };
    return answered(
      api.PUT('/limits/{workload}/{limit}', { params: { path: limitName(limit) }, body: { terms, reason } }),
    );
  },
  text: overrideText,
});

function windowOf(text: string): { limit: number; per: string } {
  const [, count, per] = /^(\d+)\/(.+)$/.exec(text) ?? [];
  if (count !== undefined && per !== undefined) return { limit: Number(count), per };
  throw new UsageError(`a window is written <count>/<duration>, not ${JSON.stringify(text)}`, {
    where: '--windows',
    remedy: 'e.g. --windows 5/1s,1000/utc-day',
  });
}
