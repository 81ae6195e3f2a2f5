import { describe, expect, it } from '@jest/globals';
import { durationMs } from '@kickoff/contracts';
import { dockerfileStages } from './dockerfile-for-test.js';
import { shutdownGrace, start } from './known-settings-for-test.js';
import { READERS, type Container, type PodSpec, type Resource } from './manifests-for-test.js';
import { SERVICES, TARGETS, textOf } from './repository-for-test.js';

/** The simulator stands in for foreign APIs, so only development deploys it. */
const FOR_DEVELOPMENT = ['simulator'];
/** Time to close connections after the handlers' grace, and for those that ignore their signal. */
const CLOSING_MS = 10_000;

const targets = new Set(dockerfileStages().flatMap(({ name, command }) => (command ? [name] : [])));

describe.each(READERS)('k8s, %s,', (_, read) => {
  describe.each(['base', 'development'])('%s', (overlay) => {
    const resources = read(`k8s/${overlay}`);
    const pods = resources.flatMap(({ kind, metadata, spec }) =>
      spec?.template ? [{ kind, name: metadata.name, ...spec.template, pod: spec.template.spec }] : [],
    );
    const ours = pods.flatMap(({ name, pod }) =>
      pod.containers.flatMap((container) => (targetOf(container) ? [{ name, pod, container }] : [])),
    );

    it('has one Deployment with its own replica count per service, and a Job that migrates', () => {
      const expected = overlay === 'base' ? SERVICES.filter((name) => !FOR_DEVELOPMENT.includes(name)) : SERVICES;
      const deployments = resources.filter(({ kind }) => kind === 'Deployment');
      expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual([...expected].sort());
      for (const { metadata, spec } of deployments) {
        expect([metadata.name, spec.replicas]).toEqual([
          metadata.name,
          FOR_DEVELOPMENT.includes(metadata.name) ? 1 : 2,
        ]);
      }
      expect(pods.filter(({ kind }) => kind === 'Job').map(({ name }) => name)).toEqual(['migrate']);
    });

    it('names no namespace', () => {
      for (const { metadata } of resources)
        expect([metadata.name, metadata.namespace]).toEqual([metadata.name, undefined]);
    });

    it('runs the image of each name', () => {
      for (const { name, container } of ours) {
        expect([name, targetOf(container), container.name]).toEqual([name, name, name]);
        expect(TARGETS).toContain(name);
        expect(targets).toContain(name);
      }
    });

    it('adds no service links, and asks for resources', () => {
      for (const { name, pod } of pods) {
        expect([name, pod.enableServiceLinks]).toEqual([name, false]);
        for (const { resources: asked } of pod.containers) {
          expect(asked).toMatchObject({
            requests: { cpu: expect.any(String), memory: expect.any(String) },
            limits: { memory: expect.any(String) },
          });
        }
      }
    });

    it('refers to nothing that is not there', () => {
      for (const { name, pod } of pods) {
        for (const [kind, referred] of referencesOf(pod)) {
          expect([name, kind, referred, dataOf(resources, kind, referred) !== undefined]).toEqual([
            name,
            kind,
            referred,
            true,
          ]);
        }
      }
    });

    it.each(ours.map(({ name }) => name))('gives %s settings, ports and probes that its code knows', async (name) => {
      const { pod, container } = ours.find((one) => one.name === name)!;
      const environment = environmentOf(container, resources);
      const { ports, probePaths } = await start(name, environment);
      const declared = (container.ports ?? []).map((port) => [port.name, port.containerPort]);
      expect(Object.fromEntries(declared)).toEqual(ports);
      if (Object.keys(ports).length > 0) {
        const probes = { live: container.livenessProbe?.httpGet, ready: container.readinessProbe?.httpGet };
        const port = 'health' in ports ? 'health' : 'http';
        expect(probes).toEqual({ live: { path: '/health/live', port }, ready: { path: '/health/ready', port } });
        expect(probePaths).toEqual(expect.arrayContaining(['/health/live', '/health/ready']));
      }
      if ('health' in ports) {
        const graceMs = durationMs(shutdownGrace(environment));
        expect(pod.terminationGracePeriodSeconds! * 1_000).toBeGreaterThanOrEqual(graceMs + CLOSING_MS);
      }
    });

    it('leads each Service to ports of its pods', () => {
      const services = resources.filter(({ kind }) => kind === 'Service');
      expect(services.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(['api', 'gateway']));
      for (const { metadata, spec } of services) {
        const selected = pods.filter(({ metadata: { labels } }) =>
          Object.entries(spec.selector ?? {}).every(([label, value]) => labels[label] === value),
        );
        expect(selected.map(({ name }) => name)).toEqual([metadata.name]);
        for (const { port, targetPort } of spec.ports ?? []) {
          const open = selected[0]!.pod.containers.flatMap(({ ports = [] }) => ports);
          expect(open).toContainEqual(expect.objectContaining({ name: targetPort, containerPort: port }));
        }
      }
    });

    it('selects with each Deployment its own pods', () => {
      for (const { kind, metadata, spec } of resources) {
        if (kind !== 'Deployment' && kind !== 'StatefulSet') continue;
        expect([metadata.name, spec.template?.metadata.labels]).toEqual([
          metadata.name,
          expect.objectContaining(spec.selector?.matchLabels ?? { none: 'declared' }),
        ]);
      }
    });
  });

  it('watches the size that the NATS server of development has', () => {
    const settings = read('k8s/development').find(
      ({ kind, data }) => kind === 'ConfigMap' && data?.['KICKOFF_STORE_BYTES'],
    );
    const gigabytes = /max_file_store: (\d+)GiB/.exec(textOf('k8s/development/nats.conf'))?.[1];
    expect(settings?.data?.['KICKOFF_STORE_BYTES']).toBe(String(Number(gigabytes) * 1024 ** 3));
  });
});

/** The Dockerfile target of an image of ours. */
function targetOf({ image }: Container): string | undefined {
  return /^kickoff\/([a-z]+):/.exec(image)?.[1];
}

type Reference = ['ConfigMap' | 'Secret', string];

function referencesOf({ containers, volumes = [] }: PodSpec): Reference[] {
  return [
    ...containers.flatMap(({ envFrom = [] }) => envFrom.map(referenceOf)),
    ...volumes.flatMap(({ configMap, secret }): Reference[] => [
      ...(configMap ? [['ConfigMap', configMap.name] satisfies Reference] : []),
      ...(secret ? [['Secret', secret.secretName] satisfies Reference] : []),
    ]),
  ];
}

function referenceOf({ configMapRef, secretRef }: { configMapRef?: { name: string }; secretRef?: { name: string } }) {
  const reference: Reference = configMapRef ? ['ConfigMap', configMapRef.name] : ['Secret', secretRef?.name ?? ''];
  return reference;
}

function dataOf(resources: readonly Resource[], kind: Reference[0], name: string) {
  return resources.find((resource) => resource.kind === kind && resource.metadata.name === name)?.data;
}

/** As the container gets it: later sources win over earlier ones, `env` over all. */
function environmentOf({ env = [], envFrom = [] }: Container, resources: readonly Resource[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const source of envFrom) Object.assign(environment, dataOf(resources, ...referenceOf(source)));
  for (const { name, value, valueFrom } of env) {
    if (valueFrom) {
      const { configMapKeyRef, secretKeyRef } = valueFrom;
      const kind = configMapKeyRef ? 'ConfigMap' : 'Secret';
      const reference = configMapKeyRef ?? secretKeyRef;
      const found = reference && dataOf(resources, kind, reference.name)?.[reference.key];
      if (found === undefined) throw new Error(`${name} refers to a key that is not there`);
      environment[name] = found;
    } else {
      environment[name] = value ?? '';
    }
  }
  return environment;
}
