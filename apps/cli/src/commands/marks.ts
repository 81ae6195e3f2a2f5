import { answered } from '../api/answered.js';
import { defineApiCommand } from '../api/define-api-command.js';
import { table } from '../cli/table.js';

export const marks = defineApiCommand({
  name: 'marks',
  summary: 'Lists job types that are silenced and tags that are watched',
  operations: ['listMarks'],
  examples: [{ line: 'kickoff marks' }],
  ask: ({ api }) => answered(api.GET('/marks')),
  text: ({ silenced, watched }) =>
    silenced.length + watched.length === 0
      ? 'no type is silenced and no tag is watched'
      : table(
          ['WHAT', 'NAME', 'BY', 'SINCE', 'REASON'],
          [
            ...silenced.map(({ type, by, since, reason }) => ['silenced', type, by, since, reason]),
            ...watched.map(({ tag, workload, by, since, reason }) => [
              'watched',
              workload === null ? tag : `${tag} in ${workload}`,
              by,
              since,
              reason,
            ]),
          ],
        ),
});
