import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import type { ControlOrder } from '../simulator/profile-review-simulator.js';
import { scoreProfile } from '../scores/score-profile.js';
import { ProfileData } from '../profile/profile-data.js';
import { jobForTest, ResponsesInMemory } from '../testing/job-for-test.js';
import { RECORDED_PROFILES } from '../testing/recorded-data.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';
import { GitHub } from './github.js';

function githubFor(simulator: () => { url: string }, timeoutMs = 30_000): () => GitHub {
  let github: GitHub;
  beforeAll(() => {
    github = new GitHub({
      address: `${simulator().url}/profile-review/github`,
      token: 'secret',
      timeoutMs,
      responses: new ResponsesInMemory(),
    });
  });
  afterAll(() => github.close());
  return () => github;
}

describe('GitHub', () => {
  const simulator = simulatorForTest();
  const github = githubFor(simulator);
  const impatient = githubFor(simulator, 200);

  it('reads user, repositories, events, languages and READMEs, and tells how far it is', async () => {
    const told: number[] = [];
    const profile = await github().profile('mona', jobForTest(), (done) => Promise.resolve(void told.push(done)));
    expect(ProfileData.parse(profile)).toEqual(profile);
    expect(profile.user).toMatchObject({ login: 'mona', followers: expect.any(Number) });
    expect(profile.repositories).toHaveLength(profile.user.public_repos);
    const looked = profile.repositories.filter(({ languages }) => languages !== null);
    expect(looked).toHaveLength(profile.top_repos_count);
    expect(looked.some(({ readme }) => readme?.startsWith('# '))).toBe(true);
    expect(profile.events.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  it('follows pages', async () => {
    const profile = await github().profile('many', jobForTest());
    expect(profile.repositories).toHaveLength(130);
    expect(new Set(profile.repositories.map(({ name }) => name)).size).toBe(130);
  });

  it('asks whether what it has still holds, which costs nothing of the quota', async () => {
    const [first, second] = [jobForTest(), jobForTest()];
    const before = await github().profile('twice', first);
    const used = (await simulator().state()).usedRequests;
    const again = await github().profile('twice', second);
    expect({ ...again, fetched_at: '' }).toEqual({ ...before, fetched_at: '' });
    const { requests, 'not-modified': unchanged } = second.metrics as { requests: number; 'not-modified': number };
    // What is not there has no ETag.
    expect((await simulator().state()).usedRequests - used).toBe(requests - unchanged);
    expect(unchanged).toBeGreaterThan(requests / 2);
    expect(first.metrics['not-modified']).toBeUndefined();
  });

  it.each<[NonNullable<ControlOrder['misbehave']>['kind'], string, RegExp]>([
    ['not-found', 'UPSTREAM_NOT_FOUND', /status 404/],
    ['invalid-input', 'UPSTREAM_REFUSED', /status 422: Validation Failed/],
    ['server-error', 'UPSTREAM_FAILED', /status 500/],
    ['key-rejected', 'UPSTREAM_KEY_REJECTED', /status 401/],
    ['time-out', 'UPSTREAM_TIMED_OUT', /within 200 ms/],
    ['html', 'UPSTREAM_ANSWERED_HTML', /DOCTYPE html/],
    ['truncated', 'UPSTREAM_NOT_JSON', /not JSON/],
    ['half-response', 'UPSTREAM_RESPONSE_CUT', /half a response/],
    ['renamed-fields', 'UPSTREAM_SCHEMA_INVALID', /login: /],
    ['wrong-types', 'UPSTREAM_SCHEMA_INVALID', /followers: /],
  ])('names what is wrong with %s', async (kind, code, message) => {
    await simulator().control({ misbehave: { kind } });
    const error: unknown = await (kind === 'time-out' ? impatient() : github())
      .profile('wrong', jobForTest())
      .catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe(code);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toMatch(/^GitHub: GET \/users\/wrong: /);
    expect((error as Error).message).not.toContain('secret');
  });

  it.each<[NonNullable<ControlOrder['misbehave']>['kind']]>([['primary-limit'], ['secondary-limit'], ['rate-limited']])(
    'holds every worker back after %s until it says, and lets the job wait',
    async (kind) => {
      const job = jobForTest();
      await simulator().control({ misbehave: { kind, retryAfterSeconds: 2 } });
      const started = Date.now();
      await expect(github().profile('held', job)).rejects.toThrow('deferred');
      const until = Date.parse(/close github until (.*)/.exec(job.said[0]!)![1]!);
      expect(until - started).toBeGreaterThan(1_500);
      expect(until - started).toBeLessThan(4_000);
      expect(job.said.at(-1)).toBe(`defer until ${new Date(until).toISOString()}`);
    },
  );
});

(RECORDED_PROFILES.present ? describe : describe.skip)(`recorded exchanges${RECORDED_PROFILES.note}`, () => {
  const simulator = simulatorForTest({ SIMULATOR_PROFILE_REVIEW_REPLAY: RECORDED_PROFILES.folder });
  const github = githubFor(simulator);

  it('read as a person reads them in the files', async () => {
    const profile = await github().profile('jacquev6', jobForTest());
    expect(profile).toMatchObject({
      user: { login: 'jacquev6', name: 'Vincent Jacques', location: 'France', followers: 98, public_repos: 38 },
      has_profile_readme: false,
    });
    expect(profile.repositories.length).toBeGreaterThan(10);
    expect(profile.repositories.find(({ name }) => name === 'PyGithub')).toMatchObject({
      is_fork: false,
      language: 'Python',
    });
    expect(profile.events[0]).toMatchObject({
      type: expect.stringMatching(/Event$/),
      repository: expect.stringContaining('/'),
    });
    const scores = scoreProfile(profile);
    for (const score of Object.values(scores)) expect(score >= 0 && score <= 100).toBe(true);
  });

  it('that went wrong are named', async () => {
    const recorded = async (matching: string) => {
      await simulator().control({ replay: { folder: RECORDED_PROFILES.folder, matching } });
      const job = jobForTest();
      const error: unknown = await github()
        .profile('jacquev6', job)
        .catch((thrown: unknown) => thrown);
      return [errorCode(error), job.said.length];
    };
    expect(await recorded('Exceptions.testJSONParseError')).toEqual(['UPSTREAM_NOT_JSON', 0]);
    // A 503: the job waits.
    expect(await recorded('Exceptions.testNonJsonDataReturnedByGithub')).toEqual(['Error', 1]);
  });

  it('of a user who is not there are a 404', async () => {
    const asked = github().profile('ThisUserShouldReallyNotExist', jobForTest());
    await expect(asked.catch(errorCode)).resolves.toBe('UPSTREAM_NOT_FOUND');
  });
});
