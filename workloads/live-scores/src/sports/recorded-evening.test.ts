import { describe, expect, it } from '@jest/globals';
import { detectChanges } from '../match/detect-changes.js';
import { coveredBy, fingerprint } from '../match/fingerprint.js';
import type { MatchDocument } from '../match/match-document.js';
import { sameEvent } from '../match/pair-events.js';
import { RECORDED_MATCHES, recordedResponses } from '../testing/recorded-data.js';
import { basketball } from './basketball.js';
import { football } from './football.js';

const withRecordings = RECORDED_MATCHES.present ? describe : describe.skip;

withRecordings(`recorded responses${RECORDED_MATCHES.note}`, () => {
  it('normalises every recorded football match', () => {
    let matches = 0;
    for (const folder of ['by-date', 'recorded', 'recorded/client-tests', 'live-polls-2026-02-04']) {
      for (const { body } of recordedResponses(folder)) {
        if (body.get !== 'fixtures' || !Array.isArray(body.response)) continue;
        for (const match of body.response) {
          expect(football.normalise(match, 1).matchId).toBe(football.matchId(match));
          matches += 1;
        }
      }
    }
    expect(matches).toBeGreaterThan(2_000);
  });

  it('normalises every recorded basketball game', () => {
    const games = recordedResponses('other-sports').flatMap(({ body }) => body.response);
    const phases = games.map((game) => basketball.normalise(game, 1).status.phase);
    expect(games).toHaveLength(131);
    expect(new Set(phases)).toEqual(new Set(['finished', 'scheduled', 'live', 'break', 'cancelled']));
  });

  it('tells an evening of live polls change by change, so that the changes add up to the last state', () => {
    const stored = new Map<string, MatchDocument>();
    const totals = { added: 0, score: 0, status: 0, events: 0, removed: 0, restated: 0, unchanged: 0 };
    for (const [index, { body }] of recordedResponses('live-polls-2026-02-04').entries()) {
      for (const raw of body.response) {
        const match = football.normalise(raw, index + 1);
        const before = stored.get(match.id);
        const detected = detectChanges(before, match);
        const { change, correction, newEvents, document } = detected;
        if (detected.kind === 'unchanged') {
          totals.unchanged += 1;
        } else {
          if (before) {
            expect(newEvents.length - (correction?.events?.removed.length ?? 0)).toBe(
              document.events.length - before.events.length,
            );
          }
          totals.added += detected.kind === 'added' ? 1 : 0;
          totals.score += change.score || correction?.score ? 1 : 0;
          totals.status += change.status ? 1 : 0;
          totals.events += before ? newEvents.length : 0;
          totals.removed += correction?.events?.removed.length ?? 0;
          totals.restated += correction?.events?.changed.length ?? 0;
        }
        expect(document.events).toHaveLength(match.events!.length);
        expect(document.events.every((event, position) => sameEvent(event, match.events![position]!))).toBe(true);
        expect(new Set(document.events.map(({ id }) => id)).size).toBe(document.events.length);
        stored.set(match.id, document);
      }
    }
    expect(stored.size).toBe(55);
    expect(totals).toEqual({
      added: 55,
      score: 68,
      status: 88,
      events: 272,
      removed: 4,
      restated: 56,
      unchanged: 9,
    });
  });

  it('knows by fingerprint which matches did not change between two polls', () => {
    const [first, second] = recordedResponses('live-polls-2026-02-04').map(({ body }) =>
      body.response.map((raw) => football.normalise(raw, 1)),
    );
    const before = new Map(first!.map((match) => [match.id, fingerprint(match)]));
    const unchanged = second!.filter(
      (match) => before.has(match.id) && coveredBy(before.get(match.id)!, fingerprint(match)),
    );
    expect(unchanged.map(({ matchId }) => matchId).sort()).toEqual(['1492124', '1503664', '1512657']);
  });
});
