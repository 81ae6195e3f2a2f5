import { z } from 'zod';
import { metaOf } from './parse-settings.js';
import { SERVICE_SETTINGS, type ServiceName } from './service-settings.js';

/** A workload's settings as the reference shows them. */
export interface WorkloadReference {
  name: string;
  summary: string;
  settings: z.ZodObject;
}

/** The settings page in Markdown, made from the same schemas that services parse with. */
export function settingsReference(workloads: readonly WorkloadReference[]): string {
  const platform = new Map<string, Row>();
  for (const [service, schema] of Object.entries(SERVICE_SETTINGS) as [ServiceName, z.ZodObject][]) {
    for (const name of Object.keys(schema.shape)) {
      const row: Row = platform.get(name) ?? { ...rowOf(schema, name), services: [], values: new Map() };
      row.services.push(service);
      row.values.set(service, valueOf(schema, name));
      platform.set(name, row);
    }
  }
  const lines = [
    '# Settings',
    '',
    '<!-- Generated from the schemas in packages/nest/src/settings and the manifests of workloads by `npm run generate`. -->',
    '',
    'Every service reads its settings from the environment, once, when it starts. A wrong value, a missing one and a name',
    'that starts with `KICKOFF_` (or with the prefix of a loaded workload) but is no setting all stop the start with one',
    'line that names it. An empty value counts as absent. Because names are checked, Kubernetes manifests set',
    '`enableServiceLinks: false`.',
    '',
    '## Platform',
    '',
    '| name | services | default | meaning |',
    '|---|---|---|---|',
    ...[...platform.values()]
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((row) => tableRow([`\`${row.name}\``, servicesOf(row), defaultsOf(row), meaningOf(row)])),
    '',
  ];
  for (const { name, summary, settings } of workloads) {
    lines.push(`## Workload \`${name}\``, '', summary, '', '| name | default | meaning |', '|---|---|---|');
    for (const setting of Object.keys(settings.shape).sort()) {
      lines.push(tableRow([`\`${setting}\``, valueOf(settings, setting), meaningOf(rowOf(settings, setting))]));
    }
    lines.push('');
  }
  return lines.join('\n');
}

interface Row {
  name: string;
  description: string;
  secret: boolean;
  services: ServiceName[];
  values: Map<ServiceName, string>;
}

function rowOf(schema: z.ZodObject, name: string): Pick<Row, 'name' | 'description' | 'secret'> {
  const { description = '', secret = false } = metaOf(schema, name);
  return { name, description, secret };
}

/** The default as it would be written, `required`, or nothing for a setting that may be left out. */
function valueOf(schema: z.ZodObject, name: string): string {
  const parsed = z.object({ [name]: schema.shape[name]! }).safeParse({});
  if (!parsed.success) return 'required';
  const value = parsed.data[name];
  if (value === undefined || value === '') return '';
  if (metaOf(schema, name).secret) return 'set';
  return `\`${Array.isArray(value) ? value.join(',') : textOf(value)}\``;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function servicesOf({ services }: Row): string {
  return services.length === Object.keys(SERVICE_SETTINGS).length ? 'all' : services.join(', ');
}

function defaultsOf({ values }: Row): string {
  const servicesByValue = new Map<string, ServiceName[]>();
  for (const [service, value] of values) servicesByValue.set(value, [...(servicesByValue.get(value) ?? []), service]);
  if (servicesByValue.size === 1) return [...values.values()][0]!;
  return [...servicesByValue].map(([value, services]) => `${services.join(', ')}: ${value || 'none'}`).join('; ');
}

function meaningOf({ description, secret }: Pick<Row, 'description' | 'secret'>): string {
  return [description, secret ? 'Secret: never printed.' : ''].filter(Boolean).join(' ');
}

function tableRow(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
