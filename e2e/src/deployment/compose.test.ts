import { describe, expect, it } from '@jest/globals';
import { durationMs, type Duration } from '@kickoff/contracts';
import { parse } from 'yaml';
import { dockerfileStages } from './dockerfile-for-test.js';
import { shutdownGrace, start } from './known-settings-for-test.js';
import { exists, TARGETS, textOf } from './repository-for-test.js';

interface ComposeService {
  image: string;
  build?: { context: string; target: string };
  profiles?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  stop_grace_period?: Duration;
}

const { services, volumes } = parse(textOf('docker-compose.yml'), { merge: true }) as {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
};
const SERVERS = ['nats', 'postgres'];
const CLOSING_MS = 10_000;

describe('docker-compose.yml', () => {
  it('starts NATS and PostgreSQL by itself, and every service with the profile', () => {
    expect(Object.keys(services).sort()).toEqual([...SERVERS, ...TARGETS].sort());
    const always = Object.keys(services).filter((name) => services[name]?.profiles === undefined);
    expect(always.sort()).toEqual(SERVERS);
    for (const target of TARGETS) expect([target, services[target]?.profiles]).toEqual([target, ['services']]);
  });

  it('takes servers that are new enough', () => {
    const [, major, minor] = /^nats:(\d+)\.(\d+)/.exec(services['nats']!.image) ?? [];
    expect(Number(major) * 1_000 + Number(minor)).toBeGreaterThanOrEqual(2_014);
    expect(services['postgres']?.image).toMatch(/^postgres:18\b/);
  });

  it('builds each service from the target of its name', () => {
    const stages = dockerfileStages().map(({ name }) => name);
    for (const target of TARGETS) {
      expect(services[target]?.build).toEqual({ context: '.', target });
      expect(stages).toContain(target);
      expect(services[target]?.image).toMatch(new RegExp(`^kickoff/${target}:`));
    }
  });

  it.each(TARGETS)('gives %s settings, ports and a health check that its code knows', async (target) => {
    const { environment = {}, ports = [], healthcheck, stop_grace_period: stopGrace } = services[target]!;
    const answers = await start(target, environment);
    for (const mapping of ports) {
      const [, outside, inside] = /^127\.0\.0\.1:(\d+):(\d+)$/.exec(mapping) ?? [];
      expect([mapping, Number(outside), Number(inside)]).toEqual([
        mapping,
        answers.ports['http'],
        answers.ports['http'],
      ]);
    }
    if (target === 'migrate') return;
    const [, port, path] = /http:\/\/127\.0\.0\.1:(\d+)(\/[a-z/]+)/.exec(healthcheck?.test.join(' ') ?? '') ?? [];
    expect(Number(port)).toBe(answers.ports['health'] ?? answers.ports['http']);
    expect(path).toBe('/health/ready');
    expect(answers.probePaths).toContain(path);
    if ('health' in answers.ports) {
      expect(durationMs(stopGrace!)).toBeGreaterThanOrEqual(durationMs(shutdownGrace(environment)) + CLOSING_MS);
    }
  });

  it('refers to services, volumes and files that are there', () => {
    for (const [name, { depends_on: needed = {}, volumes: mounts = [] }] of Object.entries(services)) {
      for (const [other, { condition }] of Object.entries(needed)) {
        expect([name, other, services[other] !== undefined]).toEqual([name, other, true]);
        const healthy = condition === 'service_healthy';
        if (healthy) expect([other, services[other]?.healthcheck?.test[0]]).toEqual([other, 'CMD']);
      }
      for (const mount of mounts) {
        const source = mount.split(':')[0]!;
        expect([mount, source.startsWith('./') ? exists(source) : source in volumes]).toEqual([mount, true]);
      }
    }
  });

  it('names the servers that it starts', () => {
    for (const { environment = {} } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (!/^[a-z]+:\/\//.test(value)) continue;
        expect([name, Object.keys(services)]).toEqual([name, expect.arrayContaining([new URL(value).hostname])]);
      }
    }
  });

  it('watches the size that its NATS server has', () => {
    const gigabytes = /max_file_store: (\d+)GiB/.exec(textOf('k8s/development/nats.conf'))?.[1];
    expect(services['scheduler']?.environment?.['KICKOFF_STORE_BYTES']).toBe(String(Number(gigabytes) * 1024 ** 3));
  });
});
