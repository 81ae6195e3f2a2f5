import { describe, expect, it } from '@jest/globals';
import { ENDINGS, JOB_STATES, STATE_TRANSITIONS } from '@kickoff/contracts';
import { BUCKETS, platformStreams } from '@kickoff/jobs';
import { fencesOf, textOf } from './documents-for-test.js';

const DOCUMENT = 'docs/architecture.md';

describe('the architecture page', () => {
  const diagram = fencesOf(DOCUMENT).find(({ text }) => text.startsWith('stateDiagram-v2'))?.text ?? '';
  const arrows = [...diagram.matchAll(/^ {2}(\S+) --> (\S+)$/gm)].map(([, from, to]) => `${from} --> ${to}`);

  it('draws exactly the transitions that the code allows', () => {
    const between = arrows.filter((arrow) => !arrow.includes('[*]'));
    const allowed = Object.entries(STATE_TRANSITIONS).flatMap(([from, states]) =>
      states.map((to) => `${from} --> ${to}`),
    );
    expect([...between].sort()).toEqual([...allowed].sort());
  });

  it('draws as ends the states that nobody leaves', () => {
    const ends = Object.values(JOB_STATES).filter((state) => STATE_TRANSITIONS[state].length === 0);
    const drawn = arrows.filter((arrow) => arrow.endsWith('--> [*]')).map((arrow) => arrow.split(' ')[0]!);
    expect(drawn.sort()).toEqual([...ends].sort());
    expect(ENDINGS.filter((ending) => ending !== 'dead' && !drawn.includes(ending))).toEqual([]);
  });

  it('contains nothing in the diagram that is not checked', () => {
    expect(diagram.trim().split('\n').slice(1)).toHaveLength(arrows.length);
  });

  it('lists the streams and buckets that the migrate command makes', () => {
    const text = textOf(DOCUMENT);
    const listed = [...text.matchAll(/^\| `([A-Z]+)` +\|/gm)].map((match) => match[1]!);
    expect(listed.sort()).toEqual(
      platformStreams()
        .map(({ name }) => name)
        .sort(),
    );
    const buckets = /^Buckets ([\s\S]*?) hold/m.exec(text)?.[1] ?? '';
    expect([...buckets.matchAll(/`(\w+)`/g)].map((match) => match[1]!).sort()).toEqual(Object.keys(BUCKETS).sort());
  });
});
