import { spawnSync } from 'node:child_process';
import { join, normalize } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { exists, pathTo, textOf } from './repository-for-test.js';

/** Kubernetes objects as far as the tests look at them. */
export interface Resource {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec: {
    replicas?: number;
    selector?: Record<string, unknown> & { matchLabels?: Record<string, string> };
    ports?: { name: string; port: number; targetPort: string | number }[];
    template?: { metadata: { labels: Record<string, string> }; spec: PodSpec };
  };
  data?: Record<string, string>;
}

export interface PodSpec {
  enableServiceLinks?: boolean;
  terminationGracePeriodSeconds?: number;
  containers: Container[];
  volumes?: { name: string; configMap?: { name: string }; secret?: { secretName: string } }[];
}

export interface Container {
  name: string;
  image: string;
  env?: { name: string; value?: string; valueFrom?: Record<string, { name: string; key: string }> }[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
}

export interface Probe {
  httpGet?: { path: string; port: string | number };
  exec?: unknown;
}

interface Generator {
  name: string;
  behavior?: 'merge' | 'replace';
  envs?: string[];
  files?: string[];
  literals?: string[];
}

interface Kustomization {
  resources?: string[];
  configMapGenerator?: Generator[];
  secretGenerator?: Generator[];
}

const kubectl = spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0;

/** Ways to read a kustomization: as kubectl builds it, where there is one, and by its files. */
export const READERS: readonly [string, (folder: string) => Resource[]][] = [
  ...(kubectl ? [['built by kubectl kustomize', built] satisfies [string, typeof built]] : []),
  ['read from its files', readFolder],
];

function built(folder: string): Resource[] {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', pathTo(folder)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return documents(stdout).map((resource) =>
    resource.kind === 'Secret' ? { ...resource, data: mapValues(resource.data ?? {}, fromBase64) } : resource,
  );
}

/** Without patches, labels and hashes in names. */
function readFolder(folder: string): Resource[] {
  const kustomization = parse(textOf(join(folder, 'kustomization.yaml'))) as Kustomization;
  const resources = (kustomization.resources ?? []).flatMap((entry) => {
    const path = normalize(join(folder, entry));
    return exists(join(path, 'kustomization.yaml')) ? readFolder(path) : documents(textOf(path));
  });
  for (const [kind, generators] of [
    ['ConfigMap', kustomization.configMapGenerator ?? []],
    ['Secret', kustomization.secretGenerator ?? []],
  ] as const) {
    for (const generator of generators) {
      const { name, behavior } = generator;
      const before = resources.find((resource) => resource.kind === kind && resource.metadata.name === name);
      if ((before !== undefined) !== (behavior !== undefined)) throw new Error(`${kind} ${name}: wrong behavior`);
      const data = { ...(behavior === 'merge' ? before?.data : {}), ...generated(folder, generator) };
      if (before) before.data = data;
      else resources.push({ kind, metadata: { name }, spec: {}, data });
    }
  }
  return resources;
}

function generated(folder: string, { envs = [], files = [], literals = [] }: Generator): Record<string, string> {
  const lines = envs.flatMap((file) => textOf(join(folder, file)).split('\n'));
  const pairs = [...lines.filter((line) => line !== '' && !line.startsWith('#')), ...literals];
  return Object.fromEntries([
    ...pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ...files.map((file) => [file, textOf(join(folder, file))]),
  ]) as Record<string, string>;
}

function documents(text: string): Resource[] {
  return parseAllDocuments(text).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Resource;
  });
}

function mapValues(record: Record<string, string>, map: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
