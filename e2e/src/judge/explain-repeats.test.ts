import { describe, expect, it } from '@jest/globals';
import { explainRepeats } from './explain-repeats.js';
import { killOf, ledgerOf } from './ledger-for-test.js';
import { ledgerRuns } from './ledger-runs.js';

const twice = (type: string, first: number, second: number) =>
  ledgerRuns(ledgerOf([type, 'a', first, first + 1, 1], [type, 'a', second, second + 1, 2]), []);

describe('explainRepeats', () => {
  it('counts a repeat by who was killed between the two runs', () => {
    const runs = twice('chaos.run-once', 10_000, 20_000);
    expect(explainRepeats(runs, [killOf('worker', 15_000, 16_000, 1)])).toEqual({
      causes: { worker: 1 },
      complaints: [],
    });
    expect(explainRepeats(runs, [killOf('nats', 15_000, 16_000)])).toEqual({ causes: { nats: 1 }, complaints: [] });
    const effect = twice('chaos.store-effect', 10_000, 20_000);
    expect(explainRepeats(effect, [killOf('postgres', 9_000, 9_500)]).causes).toEqual({ postgres: 1 });
  });

  it('takes an outage for a cause when the job threw and was put off between the two runs', () => {
    const threw = ledgerRuns(
      ledgerOf(['chaos.store-effect', 'a', 10_000], ['chaos.store-effect', 'a', 20_000, 20_001]),
      [],
    );
    expect(explainRepeats(threw, [], [{ id: 'a', at: 15_000 }])).toEqual({ causes: { outage: 1 }, complaints: [] });
    const others = [
      { id: 'b', at: 15_000 },
      { id: 'a', at: 9_999 },
      { id: 'a', at: 20_001 },
    ];
    expect(explainRepeats(threw, [], others).complaints).toHaveLength(1);
    const returned = twice('chaos.store-effect', 10_000, 20_000);
    expect(explainRepeats(returned, [], [{ id: 'a', at: 15_000 }]).complaints).toHaveLength(1);
  });

  it.each([
    ['of nobody', []],
    ['of another worker', [killOf('worker', 15_000, 16_000, 2)]],
    ['of its worker, after the second run', [killOf('worker', 20_001, 21_000, 1)]],
    ['of the broker, long before the first run', [killOf('nats', -11_000, -10_001)]],
    ['of the database, a while before the first run', [killOf('postgres', 7_000, 7_900)], 'chaos.store-effect'],
    ['of the broker, after the second run', [killOf('nats', 20_001, 21_000)]],
    ['of the database, which its type does not use', [killOf('postgres', 15_000, 16_000)]],
    ['of a service', [killOf('scheduler', 15_000, 16_000), killOf('recorder', 15_000, 16_000)]],
  ])('complains of a repeat that no kill explains: %s', (_, kills, type: string = 'chaos.run-once') => {
    const { causes, complaints } = explainRepeats(twice(type, 10_000, 20_000), kills);
    expect({ causes, count: complaints.length }).toEqual({ causes: {}, count: 1 });
  });

  it('explains by a killed broker what it forgot: both runs begin while their deliveries may be in hand', () => {
    const kills = [killOf('nats', 9_000, 10_000)];
    const repeat = (first: number, second: number) => explainRepeats(twice('chaos.run-once', first, second), kills);
    expect(repeat(30_000, 50_000).causes).toEqual({ nats: 1 });
    expect(repeat(30_001, 50_000).complaints).toHaveLength(1);
    expect(repeat(30_000, 50_001).complaints).toHaveLength(1);
  });

  it('waits with a killed broker for the end of a refusal of events, which alone explains nothing', () => {
    const runs = twice('chaos.run-once', 60_000, 100_000);
    const nats = killOf('nats', 9_000, 10_000);
    const explained = (from: number, until: number) =>
      explainRepeats(runs, [nats, killOf('events', from, until)]).causes;
    expect(explained(5_000, 60_000)).toEqual({ nats: 1 });
    expect(explained(5_000, 39_999)).toEqual({});
    expect(explained(10_001, 60_000)).toEqual({});
    expect(explainRepeats(runs, [killOf('events', 5_000, 90_000)]).causes).toEqual({});
  });
});
