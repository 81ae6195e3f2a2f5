import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { jwtVerify } from 'jose';
import { Webhook } from 'standardwebhooks';
import { errorCode } from '@kickoff/contracts';
import {
  fetchProfile,
  processAnalysis,
  processPayment,
  pruneAnalyses,
  Review,
  sendNotification,
} from '../contracts/index.js';
import { AnalysesController } from '../routes/analyses-controller.js';
import { BulkAnalysesController } from '../routes/bulk-analyses-controller.js';
import { PaymentsController } from '../routes/payments-controller.js';
import type { ControlOrder } from '../simulator/profile-review-simulator.js';
import { AnalysisStore } from '../store/analysis-store.js';
import {
  ADMINISTRATOR,
  LIVE_TOKEN_SECRET,
  PAYMENT_SECRET,
  profileReviewForTest,
  WEBHOOK_SECRET,
} from '../testing/profile-review-for-test.js';
import { receiversForTest } from '../testing/receivers-for-test.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';

let addresses = 0;
/** Nobody has asked from there yet. */
const newAddress = () => `192.0.2.${(addresses += 1)}`;

describe('jobs of profile-review', () => {
  const simulator = simulatorForTest();
  const receivers = receiversForTest();
  const platform = profileReviewForTest(simulator, receivers);
  beforeEach(() => simulator().control({ behave: true }));

  const rows = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    platform().dataSource.query(sql, parameters);
  const analyses = () => platform().get(AnalysesController);

  /** Runs what is started to its end; what was told and ended meanwhile. */
  async function run<T>(start: () => Promise<T>, options: { ignoreLater?: boolean } = {}) {
    const { messages, ended, settled } = platform();
    const [told, done, mails, hooks] = [
      messages.length,
      ended.length,
      receivers().mails.length,
      receivers().webhooks.length,
    ];
    const result = await start();
    await settled(options);
    return {
      result,
      told: messages.slice(told),
      ended: ended.slice(done).map(({ type, ...rest }) => ({ ...rest, name: type.split('.')[1] })),
      mails: receivers().mails.slice(mails),
      webhooks: receivers().webhooks.slice(hooks),
    };
  }

  /** An analysis that waits, without any job. */
  async function pending(
    username: string,
    email: string | null = null,
  ): Promise<{ analysisId: string; username: string }> {
    const analysisId = randomUUID();
    const analysis = { id: analysisId, username, email, webhookUrl: null, address: null, bulkId: null };
    await platform().dataSource.transaction((manager) => platform().get(AnalysisStore).add(manager, [analysis]));
    return { analysisId, username };
  }

  it('fetch, review and notify as a chain, told step by step', async () => {
    const { webhookUrl } = receivers();
    const body = { username: 'mona', email: 'mona@example.com', webhookUrl };
    const { result, told, ended, mails, webhooks } = await run(() => analyses().request(body, newAddress()));
    expect(ended.map(({ name, state }) => [name, state])).toEqual([
      ['fetch-profile', 'succeeded'],
      ['run-review', 'succeeded'],
      ['send-notification', 'succeeded'],
    ]);

    const channel = `profile-review/${result.id}`;
    expect(result.channel).toBe(channel);
    const { payload } = await jwtVerify(result.token!, new TextEncoder().encode(LIVE_TOKEN_SECRET));
    expect(payload).toMatchObject({ channels: [channel], exp: expect.any(Number) });
    expect(new Set(told.map((message) => message.channel))).toEqual(new Set([channel]));
    const progress = told.map(({ data }) => (data as { progress: number }).progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ type: 'analysis.completed', data: { status: 'completed', progress: 1 } });

    const served = await analyses().analysis(result.id);
    expect(served).toMatchObject({
      username: 'mona',
      status: 'completed',
      reviewer: 'built-in',
      isPaid: false,
      error: null,
    });
    expect(Review.parse(served.review).categories.profile.score).toBe(served.scores!.profile);
    const [row] = await rows<{ github_data: Record<string, unknown> }>(
      'SELECT github_data FROM profile_review.analyses WHERE id = $1',
      [result.id],
    );
    expect(row!.github_data).toMatchObject({
      user: {
        followers: expect.any(Number),
        following: expect.any(Number),
        public_repos: expect.any(Number),
      },
      has_profile_readme: expect.any(Boolean),
      top_repos_count: expect.any(Number),
    });

    expect(mails).toMatchObject([{ to: ['mona@example.com'] }]);
    expect(mails[0]!.text).toContain(`Subject: The review of mona: ${served.scores!.overall} of 100`);
    const [{ headers, body: sent }] = webhooks as [(typeof webhooks)[0]];
    expect(new Webhook(WEBHOOK_SECRET).verify(sent, headers)).toMatchObject({
      type: 'analysis.completed',
      data: { analysis_id: result.id, scores: served.scores },
    });
  });

  it('do the same in one job, and find what has not changed for nothing', async () => {
    const subject = await pending('mona', 'mona@example.com');
    const used = (await simulator().state()).usedRequests;
    const { told, ended, mails } = await run(() => platform().jobs.enqueue(processAnalysis, subject));
    expect(ended.map(({ name, state }) => [name, state])).toEqual([
      ['process-analysis', 'succeeded'],
      ['send-notification', 'succeeded'],
    ]);
    expect(told.at(-1)).toMatchObject({ type: 'analysis.completed' });
    expect(mails).toHaveLength(1);
    // Only what is not there is asked for in full again.
    const asked = (await simulator().state()).requests.slice(-20).filter(({ status }) => status === 304);
    expect(asked.length).toBeGreaterThan(5);
    expect((await simulator().state()).usedRequests - used).toBeLessThan(5);
  });

  it('are one job per analysis', async () => {
    const subject = await pending('unique');
    const { result } = await run(async () => {
      const first = await platform().jobs.enqueue(processAnalysis, subject, { delay: '300ms' });
      return [first, await platform().jobs.enqueue(processAnalysis, subject)] as const;
    });
    expect(result[1]).toMatchObject({ id: result[0].id, duplicate: true });
  });

  it('tell requester and administrator of an analysis that failed, once, and do not ask again for a user who is not there', async () => {
    const body = { username: 'nobody-at-all', email: 'who@example.com' };
    const { result, told, ended, mails } = await run(() => analyses().request(body, newAddress()));
    const dead = ended.filter(({ name }) => name === 'fetch-profile');
    expect(dead).toMatchObject([{ state: 'dead', attempt: 1 }]);
    expect(errorCode(dead[0]!.error)).toBe('UPSTREAM_NOT_FOUND');
    expect(await analyses().analysis(result.id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('status 404'),
    });
    expect(told.filter(({ type }) => type === 'analysis.failed')).toHaveLength(1);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.flatMap(({ to }) => to))).toEqual(new Set([ADMINISTRATOR, 'who@example.com']));
    expect(mails[0]!.text).toContain('Subject: The review of nobody-at-all has failed');
  });

  it('end as cancelled when the analysis is deleted meanwhile', async () => {
    const gone = await pending('gone');
    const { ended } = await run(async () => {
      await platform().jobs.enqueue(processAnalysis, gone, { delay: '250ms' });
      await analyses().remove(gone.analysisId);
    });
    expect(ended).toMatchObject([{ name: 'process-analysis', state: 'cancelled' }]);

    // While it runs: the upstream is slow, and the row goes.
    const going = await pending('going');
    await simulator().control({ misbehave: { kind: 'slow', matching: '/users/going/repos', delayMs: 500 } });
    const { ended: later } = await run(async () => {
      await platform().jobs.enqueue(processAnalysis, going);
      for (;;) {
        const { requests } = await simulator().state();
        if (requests.some(({ target }) => target.startsWith('/users/going/repos'))) break;
      }
      await analyses().remove(going.analysisId);
    });
    expect(later).toMatchObject([{ name: 'process-analysis', state: 'cancelled' }]);
  });

  it('run in bulk, and say when the first failed and when all have ended', async () => {
    const bulk = platform().get(BulkAnalysesController);
    const { result, ended, told } = await run(() => bulk.request({ usernames: ['ann', 'bob', 'nobody-else', 'ann'] }));
    expect(result.analyses).toHaveLength(3);
    expect(ended.filter(({ name }) => name === 'process-analysis')).toHaveLength(3);
    const outcomes = told.filter(({ channel }) => channel === `profile-review/bulk/${result.id}`);
    expect(outcomes.map(({ data }) => (data as { outcome: string }).outcome)).toEqual(['failed', 'finished']);
    expect(outcomes.at(-1)!.data).toMatchObject({ analyses: 3, completed: 2, failed: 1 });
    expect(await bulk.bulk(result.id)).toMatchObject({
      completed: 2,
      failed: 1,
      completedAt: null,
      finishedAt: expect.any(Date),
    });

    const { result: good, told: goodTold } = await run(() => bulk.request({ usernames: ['cat', 'dan'] }));
    const goodOutcomes = goodTold.filter(({ channel }) => channel === `profile-review/bulk/${good.id}`);
    expect(goodOutcomes.map(({ data }) => (data as { outcome: string }).outcome)).toEqual(['completed', 'finished']);
  });

  it('send what one medium did not take again, and by the other only once', async () => {
    const { analysisId, username } = await pending('resent', 'again@example.com');
    await rows('UPDATE profile_review.analyses SET webhook_url = $2 WHERE id = $1', [
      analysisId,
      receivers().webhookUrl,
    ]);
    const once = () => platform().jobs.enqueue(sendNotification, { analysisId, username }, { attempts: 1 });
    receivers().refuseNext({ webhook: 500 });
    const first = await run(once);
    expect(first.ended).toMatchObject([{ state: 'dead', error: { message: expect.stringContaining('answered 500') } }]);
    const second = await run(once);
    expect(second.ended).toMatchObject([{ state: 'succeeded' }]);
    expect([first, second].map(({ mails, webhooks }) => [mails.length, webhooks.length])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  describe('of payments', () => {
    const secret = new Webhook(PAYMENT_SECRET);
    const payment = (analysisId: string, type = 'payment.succeeded') =>
      JSON.stringify({ type, data: { analysis_id: analysisId, amount: 900, currency: 'EUR' } });
    function signed(body: string, eventId: string, at = new Date()) {
      return {
        'webhook-id': eventId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': secret.sign(eventId, at, body),
      };
    }
    const post = (body: string, headers: Record<string, string>) =>
      platform()
        .get(PaymentsController)
        .receive({ rawBody: Buffer.from(body) } as never, headers, JSON.parse(body));
    const paid = async (id: string) => (await analyses().analysis(id)).isPaid;

    it('set is_paid exactly once per event, however often it is told', async () => {
      const { analysisId } = await pending('payer');
      const body = payment(analysisId);
      const headers = signed(body, 'evt-1');
      const { result, ended, told } = await run(() => Promise.all([1, 2, 3, 4].map(() => post(body, headers))));
      expect(result.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'repeated', 'repeated', 'repeated']);
      expect(ended).toMatchObject([{ name: 'process-payment', state: 'succeeded' }]);
      expect(told).toMatchObject([
        { channel: `profile-review/${analysisId}`, type: 'analysis.paid', data: { isPaid: true } },
      ]);
      // Told again when it has long been processed.
      const again = await run(() => post(body, headers));
      expect([again.result.outcome, again.ended, again.told]).toEqual(['repeated', [], []]);
      const [event] = await rows('SELECT amount, currency, processed_at FROM profile_review.payment_events');
      expect(event).toMatchObject({ amount: '900', currency: 'EUR', processed_at: expect.any(Date) });
    });

    it('change nothing when they are forged, altered, old, or of another kind', async () => {
      const { analysisId } = await pending('victim');
      const body = payment(analysisId);
      const old = new Date(Date.now() - 10 * 60_000);
      const other = new Webhook(Buffer.from('another secret').toString('base64'));
      const attempts: [string, Record<string, string>][] = [
        [body, {}],
        [body, { ...signed(body, 'evt-2'), 'webhook-signature': other.sign('evt-2', new Date(), body) }],
        [body, { ...signed(body, 'evt-2'), 'webhook-signature': 'v1' }],
        [body, { ...signed(body, 'evt-2'), 'webhook-id': 'evt-3' }],
        [payment(analysisId).replace('900', '1'), signed(body, 'evt-2')],
        [body, signed(body, 'evt-2', old)],
      ];
      const { ended } = await run(async () => {
        for (const [sent, headers] of attempts)
          await expect(post(sent, headers)).rejects.toMatchObject({ status: 401 });
        const refund = payment(analysisId, 'payment.refunded');
        expect(await post(refund, signed(refund, 'evt-4'))).toEqual({ outcome: 'ignored' });
      });
      expect(ended).toEqual([]);
      expect(await paid(analysisId)).toBe(false);
      expect(await rows("SELECT 1 FROM profile_review.payment_events WHERE event_id <> 'evt-1'")).toEqual([]);
    });

    it('end as cancelled for an analysis that is gone', async () => {
      const input = { eventId: 'evt-5', analysisId: randomUUID() };
      const { ended } = await run(() => platform().jobs.enqueue(processPayment, input));
      expect(ended).toMatchObject([{ name: 'process-payment', state: 'cancelled' }]);
    });
  });

  it('prune old analyses that nobody paid for, and requests of yesterday', async () => {
    const [old, oldPaid, young] = [await pending('old'), await pending('old-paid'), await pending('young')];
    await platform().dataSource.transaction((manager) =>
      platform().get(AnalysisStore).pay(manager, oldPaid.analysisId),
    );
    await rows(`UPDATE profile_review.analyses SET created_at = now() - interval '91 days' WHERE id = ANY($1)`, [
      [old.analysisId, oldPaid.analysisId],
    ]);
    await rows(`INSERT INTO profile_review.analysis_requests (ip_address, created_at) VALUES
      ('198.51.100.1', now() - interval '25 hours'), ('198.51.100.1', now() - interval '23 hours')`);
    const { ended } = await run(() => platform().jobs.enqueue(pruneAnalyses, {}));
    expect(ended).toMatchObject([{ name: 'prune-analyses', state: 'succeeded' }]);
    const left = await rows<{ github_username: string }>(
      'SELECT github_username FROM profile_review.analyses WHERE id = ANY($1) ORDER BY 1',
      [[old, oldPaid, young].map(({ analysisId }) => analysisId)],
    );
    expect(left.map(({ github_username }) => github_username)).toEqual(['old-paid', 'young']);
    expect(await rows("SELECT 1 FROM profile_review.analysis_requests WHERE ip_address = '198.51.100.1'")).toHaveLength(
      1,
    );
  });

  it('are limited per address, also when many ask at once', async () => {
    const address = newAddress();
    const { result } = await run(() =>
      Promise.allSettled([1, 2, 3, 4, 5].map((n) => analyses().request({ username: `asker-${n}` }, address))),
    );
    const refused = result.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } });
    await run(() => analyses().request({ username: 'other' }, newAddress()));
  });

  it.each([
    [{ username: '-bad-' }, /body\.username: must be the login/],
    [{ username: 'ok', email: 'no mail' }, /body\.email/],
    [{ username: 'ok', webhookUrl: 'ftp://example.com' }, /body\.webhookUrl/],
    [{ username: 'ok', admin: true }, /admin/],
  ])('refuse what is asked for wrongly: %j', async (body, message) => {
    await expect(analyses().request(body, newAddress())).rejects.toThrow(message);
  });

  it.each<[NonNullable<ControlOrder['misbehave']>['kind']]>([['primary-limit'], ['secondary-limit']])(
    'ask nothing more after %s until its reset, whoever met it, and spend no attempt',
    async (kind) => {
      const [met, other] = [await pending(`met-${kind}`), await pending(`other-${kind}`)];
      await simulator().control({ misbehave: { kind, retryAfterSeconds: 2 } });
      const before = (await simulator().state()).requests.length;
      const { ended } = await run(async () => {
        await platform().jobs.enqueue(fetchProfile, met);
        while ((await simulator().state()).requests.length === before);
        await platform().jobs.enqueue(fetchProfile, other);
      });
      expect(ended.slice(-2)).toMatchObject([
        { state: 'succeeded', attempt: 1 },
        { state: 'succeeded', attempt: 1 },
      ]);
      const [refused, next] = (await simulator().state()).requests.slice(before);
      expect(refused!.status).toBe(403);
      // The primary limit is reset at a full second.
      expect(next!.at - refused!.at).toBeGreaterThanOrEqual(950);
    },
  );
});
