import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { natsForTest } from '@kickoff/embedded/testing';
import { EDGE_CONDITIONS, type EdgeCondition, type FlowNode, type NodeEnd } from '@kickoff/contracts';
import { newJobId } from '@kickoff/jobs';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { platformDatabase } from '../testing/platform-database.js';
import type { Outcome } from './advance-flows.js';
import { FlowFollower } from './flow-follower.js';
import { storeFlow } from './store-flow.js';

const database = platformDatabase();
const nats = natsForTest();
afterEach(closeFlowStages);

const RUNS = 25;
const SEED = 20;

/** A graph by what each node waits for among those before it, and how each job would end. */
interface Case {
  nodes: { after: { before: number; on: EdgeCondition }[]; ends: 'succeeded' | 'failed' }[];
  /** What follows all of it. */
  followers: EdgeCondition[];
  /** Order in which the ends of released jobs are told, each as a share of those that are open. */
  order: number[];
  folds: number;
}

const arbitraryCase: fc.Arbitrary<Case> = fc.record({
  nodes: fc.array(
    fc.record({
      after: fc.array(fc.record({ before: fc.nat(20), on: fc.constantFrom(...EDGE_CONDITIONS) }), { maxLength: 3 }),
      ends: fc.constantFrom('succeeded' as const, 'succeeded' as const, 'failed' as const),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  followers: fc.subarray([...EDGE_CONDITIONS]),
  order: fc.array(fc.nat(100), { minLength: 5, maxLength: 20 }),
  folds: fc.integer({ min: 1, max: 6 }),
});

/** What must become of each node, worked out one by one from the meaning of the edges. */
function expected(nodes: readonly FlowNode[], ends: ReadonlyMap<string, NodeEnd>): Map<string, NodeEnd> {
  const states = new Map<string, NodeEnd>();
  const work = nodes.filter(({ afterAll }) => !afterAll);
  for (const { name, after = [], afterAll } of [...work, ...nodes.filter((node) => node.afterAll)]) {
    const edges = [...after, ...(afterAll ? work.map((node) => ({ node: node.name, on: afterAll })) : [])];
    const of = (on: EdgeCondition) => edges.filter((edge) => edge.on === on).map(({ node }) => states.get(node)!);
    const succeeded = of('success').every((state) => state === 'succeeded');
    const isReporter = afterAll === 'failure' || edges.some(({ on }) => on === 'failure');
    const failed = !isReporter || of('failure').includes('failed');
    states.set(name, succeeded && failed ? ends.get(name)! : 'unneeded');
  }
  return states;
}

describe('advancing a flow', () => {
  it('comes to the same end and the same counts in whatever order and however often ends are told, by two schedulers', async () => {
    const on = new FlowStage(nats().url, database);
    const step = on.job('step');
    await on.begin({ schedulers: 0, worker: false });
    const options = { now: Date.now(), isGrowing: async () => false };
    const followers = [1, 2].map(() => new FlowFollower({ broker: on.broker, dataSource: database.dataSource }));

    const released = (flowId: string) =>
      on.query<{ id: string; name: string }>(
        `SELECT id, name FROM kickoff.flow_nodes WHERE flow_id = $1 AND state = 'released' ORDER BY ordinal`,
        [flowId],
      );

    await fc.assert(
      fc.asyncProperty(arbitraryCase, async (example) => {
        const flowId = newJobId(Date.now());
        const { nodes, ends } = graphOf(example, step.type);
        const flows = [{ id: flowId, name: 'property', kind: 'flow' as const }] as const;
        await storeFlow(database.dataSource, { flows, nodes, scope: on.name }, options);
        const told: Outcome[] = [];
        for (let turn = 0; ; turn += 1) {
          const open = await released(flowId);
          if (open.length === 0) break;
          // Some of what runs ends, in an order of its own; some of what was told before is told again, or contradicted.
          const pick = (list: readonly { id: string; name: string }[], more: number) =>
            list[(example.order[(turn + more) % example.order.length]! + more) % list.length]!;
          const now = [pick(open, 0), pick(open, 1)].map(({ id, name }): Outcome => {
            return { id, type: step.type, state: ends.get(name)!, revision: 1, at: new Date().toISOString() };
          });
          told.push(...now);
          const again = example.order.slice(0, example.folds).map((n) => told[n % told.length]!);
          const contradicting = again
            .filter(({ id }) => !now.some((outcome) => outcome.id === id))
            .map((outcome) => ({ ...outcome, state: 'cancelled' as const, revision: 7 }));
          await Promise.all([
            followers[0]!.advance([...now, ...again, ...contradicting]),
            followers[1]!.advance([...again, ...now].reverse()),
          ]);
        }
        const wanted = expected(nodes, ends);
        expect(await on.nodes(flowId)).toEqual(Object.fromEntries(nodes.map(({ name }) => [name, wanted.get(name)])));
        const work = nodes.filter(({ afterAll }) => !afterAll).map(({ name }) => wanted.get(name));
        expect(await on.flow(flowId)).toEqual({
          state: [...wanted.values()].includes('failed') ? 'failed' : 'succeeded',
          total: work.length,
          done: work.length,
          failed: work.filter((state) => state === 'failed').length,
          open: 0,
          reason: null,
        });
        // Each job was released once, and none that is not needed.
        const subjects = await on.query<{ id: string; copies: number }>(
          `SELECT right(subject, 36) AS id, count(*)::int AS copies FROM kickoff.outbox
           WHERE headers ->> 'Kickoff-Flow' = $1 GROUP BY 1 ORDER BY 1`,
          [flowId],
        );
        const ran = nodes.filter(({ name }) => wanted.get(name) !== 'unneeded').map(({ id }) => ({ id, copies: 1 }));
        expect(subjects).toEqual(ran.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

function graphOf({ nodes, followers }: Case, type: string): { nodes: FlowNode[]; ends: Map<string, NodeEnd> } {
  const job = () => ({
    type,
    queue: 'work',
    priority: 'normal' as const,
    key: '-',
    envelope: { input: { n: 1 }, enqueuedAt: Date.now() },
  });
  const ends = new Map<string, NodeEnd>();
  const made = nodes.map(({ after, ends: end }, index): FlowNode => {
    const name = `node-${index}`;
    ends.set(name, end);
    const edges = new Map(after.filter(() => index > 0).map(({ before, on }) => [before % index, on]));
    return {
      id: newJobId(Date.now()),
      name,
      job: job(),
      after: [...edges].map(([before, on]) => ({ node: `node-${before}`, on })),
    };
  });
  for (const afterAll of followers) {
    ends.set(afterAll, 'succeeded');
    made.push({ id: newJobId(Date.now()), name: afterAll, job: job(), afterAll });
  }
  return { nodes: made, ends };
}
