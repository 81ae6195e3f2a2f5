import { defineJob, type AnyContract, type ContractAnnouncement, type Priority } from '@kickoff/contracts';
import { jsonSchemaCheck } from './json-schema-check.js';

/**
 * A contract out of the registry, good for enqueueing: what a worker does with its jobs is not in it.
 *
 * @param key of the job to be enqueued, for types whose jobs have one: their code makes it, and that is not here
 */
export function registeredContract(announced: ContractAnnouncement, key: unknown): AnyContract {
  const { type, version, summary, queue, priority, input, enqueue = {} } = announced;
  const contract = defineJob({
    type,
    version,
    summary,
    queue,
    priority: priority as Priority,
    input: schemaOf(announced, input),
  });
  const by = () => key;
  return {
    ...contract,
    aliases: enqueue.aliases ?? [],
    knownAs: enqueue.knownAs ?? {},
    expiresInMs: enqueue.expiresInMs,
    sensitive: enqueue.sensitive,
    largeInput: enqueue.largeInput ?? false,
    unique: enqueue.unique && { by, rule: enqueue.unique },
    ordered: enqueue.line === undefined ? undefined : { by, line: enqueue.line },
  };
}

/** A version is registered once, so its schema is compiled once. */
const schemas = new Map<string, ReturnType<typeof jsonSchemaCheck>>();

function schemaOf({ type, version }: ContractAnnouncement, input: unknown): ReturnType<typeof jsonSchemaCheck> {
  const name = `${type}.v${version}`;
  let schema = schemas.get(name);
  if (!schema) schemas.set(name, (schema = jsonSchemaCheck(input)));
  return schema;
}
