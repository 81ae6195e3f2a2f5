import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PRIORITIES } from './priority.js';

const id = '01a201c0-3f81-7000-8000-000000000001';
const address = {
  workload: 'live-scores',
  place: 'ready',
  queue: 'polling',
  priority: PRIORITIES[0],
  name: 'poll-matches',
  key: '0123456789abcdef',
  id,
} as const;

/** As a process that has just begun sees it. */
const begin = async () => ({
  ...(await import('./installation.js')),
  ...(await import('./stream-names.js')),
  ...(await import('./subjects.js')),
});

describe('an installation', () => {
  beforeEach(() => void jest.resetModules());

  it('has its prefix in every subject', async () => {
    const wire = await begin();
    const plain = subjectsOf(wire);
    wire.useInstallation('acme');
    expect(subjectsOf(wire)).toEqual(plain.map((subject) => `acme.${subject}`));
    expect(new Set(plain.map((subject) => subject.split('.')[0]))).toEqual(new Set(wire.SUBJECT_FAMILIES));
  });

  it('has its prefix in the name of every stream and bucket', async () => {
    const wire = await begin();
    const names = () => [
      wire.jobsStream('live-scores'),
      wire.eventsStream(),
      wire.deadStream(),
      wire.broadcastStream(),
      wire.schedulesStream(),
      wire.flowsStream(),
      wire.bucketName('control'),
      wire.inputBucket('live-scores'),
      wire.inboxName('live-scores'),
    ];
    const plain = names();
    wire.useInstallation('acme');
    expect(names()).toEqual(plain.map((name) => `acme_${name}`));
    expect([
      wire.bucketStream('control'),
      wire.keySubject('control', 'a.b'),
      wire.inputStream('live-scores'),
      wire.inputSubjects('live-scores'),
      wire.inputMetaSubjects('live-scores'),
    ]).toEqual([
      'KV_acme_control',
      '$KV.acme_control.a.b',
      'OBJ_acme_inputs-live-scores',
      '$O.acme_inputs-live-scores.>',
      '$O.acme_inputs-live-scores.M.>',
    ]);
  });

  it.each([undefined, 'acme', 'jobs-of-acme'])('reads its own subjects and names: %s', async (prefix) => {
    const wire = await begin();
    wire.useInstallation(prefix);
    const flow = { scope: 'live-scores', flowId: 'f', id: 'i' };
    expect(wire.parseJobSubject(wire.jobSubject(address))).toEqual(address);
    expect(wire.parseFlowSubject(wire.flowSubject('start', flow))).toEqual({ kind: 'start', ...flow });
    expect(wire.channelOfSubject(wire.broadcastSubject('live-scores/football'))).toBe('live-scores/football');
    expect(wire.scheduleIdOfTick(wire.scheduleSubject('tick', 'live-scores.poll'))).toBe('live-scores.poll');
    expect(wire.subjectTokens(wire.limitWhoSubject('live-scores'))).toEqual(['limits', 'live-scores', 'who']);
    expect(wire.isEventsSubjectOf(wire.eventsSubject('live-scores', 'poll'), 'live-scores.poll')).toBe(true);
    expect(wire.parseKeySubject(wire.keySubject('registry', 'a.b'))).toEqual({ bucket: 'registry', key: 'a.b' });
    expect(wire.workloadOfStream(wire.jobsStream('live-scores'))).toBe('live-scores');
    expect(wire.workloadOfInputStream(wire.inputStream('live-scores'))).toBe('live-scores');
  });

  it('takes nothing of another one for its own', async () => {
    const names = (wire: Awaited<ReturnType<typeof begin>>) => ({
      job: wire.jobSubject(address),
      flow: wire.flowSubject('start', { scope: 'a', flowId: 'f', id: 'i' }),
      events: wire.eventsSubject('live-scores', 'poll'),
      entry: wire.keySubject('control', 'a'),
      stream: wire.jobsStream('live-scores'),
      inputs: wire.inputStream('live-scores'),
    });
    const others = [];
    for (const prefix of [undefined, 'acme', 'acme-two']) {
      jest.resetModules();
      const wire = await begin();
      wire.useInstallation(prefix);
      others.push({ prefix, made: names(wire) });
    }
    for (const { prefix } of others) {
      jest.resetModules();
      const wire = await begin();
      wire.useInstallation(prefix);
      for (const { made } of others.filter((other) => other.prefix !== prefix)) {
        expect(wire.parseJobSubject(made.job)).toBeUndefined();
        expect(wire.parseFlowSubject(made.flow)).toBeUndefined();
        expect(wire.isEventsSubjectOf(made.events, 'live-scores.poll')).toBe(false);
        expect(wire.workloadOfStream(made.stream)).toBeUndefined();
        expect(wire.workloadOfInputStream(made.inputs)).toBeUndefined();
        if (prefix !== undefined) expect(wire.parseKeySubject(made.entry)).toBeUndefined();
      }
    }
  });

  it('is that of a process for good', async () => {
    const { useInstallation, installationPrefix } = await begin();
    useInstallation('acme');
    useInstallation('acme');
    useInstallation();
    expect(installationPrefix()).toBe('acme');
    expect(() => useInstallation('other')).toThrow('prefix is "other", but this process belongs to installation acme');
    expect(installationPrefix()).toBe('acme');
  });

  it('without a prefix is one, too', async () => {
    const { useInstallation, installationPrefix } = await begin();
    useInstallation();
    expect(installationPrefix()).toBeUndefined();
    expect(() => useInstallation('acme')).toThrow(
      'prefix is "acme", but this process belongs to the installation without a prefix',
    );
  });

  it.each(['Acme', 'acme_one', 'acme.one', '-acme', '1acme', 'a'.repeat(21), 'jobs', 'events', 'outbox'])(
    'cannot have the prefix %s',
    async (prefix) => {
      const { useInstallation, isPrefix, installationPrefix } = await begin();
      expect(isPrefix(prefix)).toBe(false);
      expect(() => useInstallation(prefix)).toThrow('prefix must be a kebab-case word of at most 20 characters');
      expect(installationPrefix()).toBeUndefined();
    },
  );
});

function subjectsOf(wire: Awaited<ReturnType<typeof begin>>): string[] {
  const { workload, name, key } = address;
  return [
    wire.allSubjects('jobs'),
    wire.allSubjects('jobs', workload, 'later'),
    wire.jobSubject(address),
    wire.jobCheckSubject(address),
    wire.uniqueCheckSubject(workload, name, key),
    wire.lockSubject(address),
    wire.laterSubject(workload, name, '*'),
    wire.lineSubject(workload, key),
    wire.lineClaimSubject(address),
    wire.lineClaimCheckSubject(address),
    wire.suspectSubject(workload, id),
    wire.retriedSubject(workload, id, 1),
    wire.readySubject(workload, address.queue, address.priority),
    wire.eventsSubject(workload, name),
    wire.flowEventsSubject(),
    wire.flowSubject('start', { scope: workload, flowId: id, id }),
    wire.flowPartSubject(workload, id, 1),
    wire.parentsSubject(workload, id),
    wire.deadSubject(address),
    wire.broadcastSubject('live-scores/football'),
    wire.announceSubject(workload, 'cancel'),
    wire.workerCommandSubject({ workload, token: 'worker', startedAt: 1 }),
    wire.workerCommandsSubject(workload),
    wire.workerAnswerSubject(workload, 'token'),
    wire.limitAskSubject(workload, 'owner'),
    wire.limitAliveSubject(workload, 'worker'),
    wire.limitWhoSubject(workload),
    wire.limitOwnersSubject(),
    wire.lineEndedSubject(workload),
    wire.notifySubject(workload, id),
    wire.scheduleSubject('rule', 'live-scores.poll'),
    wire.outboxHintSubject(),
  ];
}
