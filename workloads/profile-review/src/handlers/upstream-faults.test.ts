import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { fetchProfile, runReview, workload } from '../contracts/index.js';
import type { ControlOrder } from '../simulator/profile-review-simulator.js';
import { AnalysisStore } from '../store/analysis-store.js';
import { profileReviewForTest } from '../testing/profile-review-for-test.js';
import { emptyProfile } from '../testing/profile-for-test.js';
import { receiversForTest } from '../testing/receivers-for-test.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';

type Kind = NonNullable<ControlOrder['misbehave']>['kind'];
/** What an upstream does, the code of the error, and after how many attempts the job is dead. */
type Fault = readonly [kind: Kind, code: string, attempts: number];

const EVERYWHERE = [
  ['server-error', 'UPSTREAM_FAILED'],
  ['time-out', 'UPSTREAM_TIMED_OUT'],
  ['html', 'UPSTREAM_ANSWERED_HTML'],
  ['truncated', 'UPSTREAM_NOT_JSON'],
  ['half-response', 'UPSTREAM_RESPONSE_CUT'],
  ['wrong-types', 'UPSTREAM_SCHEMA_INVALID'],
  ['renamed-fields', 'UPSTREAM_SCHEMA_INVALID'],
  ['key-rejected', 'UPSTREAM_KEY_REJECTED'],
] as const;
const FINAL: Fault[] = [
  ['not-found', 'UPSTREAM_NOT_FOUND', 1],
  ['invalid-input', 'UPSTREAM_REFUSED', 1],
];
const after = (attempts: number): Fault[] => EVERYWHERE.map(([kind, code]) => [kind, code, attempts] as const);

const UPSTREAMS = [
  {
    upstream: 'GitHub',
    contract: fetchProfile,
    matching: (user: string) => `/github/users/${user}`,
    faults: [...after(3), ...FINAL],
  },
  {
    upstream: 'the model',
    contract: runReview,
    matching: (user: string) => `/ai/chat/completions of ${user}`,
    faults: [
      ...after(2),
      ...FINAL,
      ['refusal', 'UPSTREAM_REFUSED', 1],
      ['quota-used-up', 'UPSTREAM_KEY_REJECTED', 2],
      ['cut-review', 'UPSTREAM_SCHEMA_INVALID', 2],
      ['obedient', 'UPSTREAM_SCHEMA_INVALID', 2],
      ['invented-project', 'UPSTREAM_SCHEMA_INVALID', 2],
      ['link', 'UPSTREAM_SCHEMA_INVALID', 2],
    ] satisfies Fault[],
  },
];
const HELD_BACK: Kind[] = ['rate-limited', 'unavailable'];

describe('a misbehaving upstream of profile-review', () => {
  const simulator = simulatorForTest();
  const platform = profileReviewForTest(simulator, receiversForTest(), {
    PROFILE_REVIEW_AI_KEY: 'secret',
    PROFILE_REVIEW_AI_TIMEOUT: '4s',
    PROFILE_REVIEW_REQUEST_TIMEOUT: '4s',
  });
  beforeEach(() => simulator().control({ behave: true }));
  beforeAll(async () => {
    // Attempts are the contracts'; only the waits between them are short.
    const why = { reason: 'tests do not wait', by: 'test' };
    await platform().jobs.override({ workload: workload.name }, { backoff: { fixed: '250ms' } }, why);
  });

  /** An analysis with a stored profile, without any job. */
  async function fetched(username: string): Promise<{ analysisId: string; username: string }> {
    const analysisId = randomUUID();
    const analyses = platform().get(AnalysisStore);
    const analysis = { id: analysisId, username, email: null, webhookUrl: null, address: null, bulkId: null };
    await platform().dataSource.transaction((manager) => analyses.add(manager, [analysis]));
    await analyses.storeProfile(analysisId, emptyProfile({ user: { login: username } }));
    return { analysisId, username };
  }

  const stored = (): Promise<unknown[]> =>
    platform().dataSource.query(
      `SELECT id, github_data, overall_score, ai_analysis FROM profile_review.analyses ORDER BY id`,
    );

  it('fails each attempt by name, and changes no row', async () => {
    const { jobs, ended, settled } = platform();
    const cases = UPSTREAMS.flatMap(({ upstream, contract, matching, faults }) =>
      faults.map(([kind, code, attempts]) => ({ upstream, contract, matching, kind, code, attempts })),
    );
    const subjects = await Promise.all(cases.map(({ contract, kind }) => fetched(`fault-${contract.name}-${kind}`)));
    const before = await stored();
    for (const [index, { kind, matching }] of cases.entries())
      await simulator().control({
        misbehave: { kind, matching: matching(subjects[index]!.username), times: 'always' },
      });
    for (const [index, { contract }] of cases.entries()) await jobs.enqueue(contract, subjects[index]!);
    await settled();

    const dead = ended.filter(({ state }) => state === 'dead');
    expect(dead.map(({ type, error, attempt }) => [type, errorCode(error), attempt].join()).sort()).toEqual(
      cases.map(({ contract, code, attempts }) => [contract.type, code, attempts].join()).sort(),
    );
    // Each analysis names its own fault.
    const codes = new Map(dead.map(({ error }) => [(error as Error).message, errorCode(error)]));
    const failed: { id: string; error: string }[] = await platform().dataSource.query(
      `SELECT id, error FROM profile_review.analyses WHERE status = 'failed'`,
    );
    const named = new Map(failed.map(({ id, error }) => [id, codes.get(error)]));
    const table = cases.map(({ upstream, kind }, index) => [upstream, kind, named.get(subjects[index]!.analysisId)]);
    expect(table).toEqual(cases.map(({ upstream, kind, code }) => [upstream, kind, code]));
    expect(await stored()).toEqual(before);
  }, 120_000);

  it.each(UPSTREAMS.flatMap((upstream) => HELD_BACK.map((kind) => ({ ...upstream, kind }))))(
    '$upstream: after $kind waits as long as it is asked to, without spending an attempt',
    async ({ contract, matching, kind }) => {
      const subject = await fetched(`held-${contract.name}-${kind}`);
      await simulator().control({ misbehave: { kind, matching: matching(subject.username), retryAfterSeconds: 1 } });
      const started = Date.now();
      await platform().jobs.enqueue(contract, subject);
      await platform().settled();
      expect(Date.now() - started).toBeGreaterThanOrEqual(950);
      expect(platform().ended.at(-1)).toMatchObject({ type: contract.type, state: 'succeeded', attempt: 1 });
    },
  );
});
