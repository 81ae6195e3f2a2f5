import {
  ConfigurationInvalid,
  HEADERS,
  InputInvalid,
  jobCheckSubject,
  jobSubject,
  NATS_HEADERS,
  PriorityNotDeclared,
  uniqueCheckSubject,
  type AnyContract,
  type Envelope,
  type JobAddress,
  type Priority,
  type UniqueRule,
} from '@kickoff/contracts';
import type { Publish } from '../broker/publish.js';
import { isKey, jobKey } from '../job/job-key.js';
import { NOTIFY } from '../job/notify.js';
import type { SealingKeys } from '../sealing/sealing-keys.js';
import { redactorOf, sealFields } from '../sealing/sensitive-fields.js';
import { validate } from '../job/validation.js';
import { ruleHeader } from './unique-rule.js';

/** Choices of one enqueue beyond the contract's. */
export interface MessageOptions {
  id: string;
  /** The id was derived, not drawn: a job with this id may be stored already. */
  derivedId?: boolean;
  /** Server time in milliseconds. */
  now: number;
  /** Server time at which the job becomes due; absent: at once. */
  runAt?: number | undefined;
  priority?: Priority | undefined;
  tags?: readonly string[] | undefined;
  attempts?: number | undefined;
  parentId?: string | undefined;
  carried?: Readonly<Record<string, string>> | undefined;
  /** For contracts with sensitive fields; without it they stay clear, which only tests without servers may do. */
  sealing?: SealingKeys | undefined;
  /** Somebody waits for the job and is told of it. */
  watch?: boolean | undefined;
  /** Makes the job unique by this key, in place of the contract's. */
  key?: string | undefined;
}

/** A job ready to be published, with what its enqueue answers. */
export interface JobMessage extends Publish {
  body: string;
  id: string;
  /** The id was derived, not drawn: a job with this id may be stored already. */
  derivedId: boolean;
  address: JobAddress;
  /** What an enqueue does whose key is held; absent: keys do not matter. */
  unique: UniqueRule | undefined;
}

/**
 * Builds the one message that an enqueue publishes.
 *
 * @throws InputInvalid when the contract refuses the input; PriorityNotDeclared when the queue lacks the priority;
 * ConfigurationInvalid for a unique key that is none
 */
export async function jobMessage(
  contract: AnyContract,
  input: unknown,
  options: MessageOptions,
  declaredPriorities?: readonly Priority[],
): Promise<JobMessage> {
  const pending = validate(contract.input, input);
  const validated = pending instanceof Promise ? await pending : pending;
  if (validated.issues) throw new InputInvalid(contract.type, validated.issues);
  const priority = options.priority ?? contract.priority;
  if (declaredPriorities && !declaredPriorities.includes(priority)) {
    throw new PriorityNotDeclared(
      `queue ${contract.workload}/${contract.queue} declares no priority ${priority}, only ${declaredPriorities.join(', ')}`,
    );
  }
  const unique: UniqueRule | undefined =
    contract.unique?.rule ?? (options.key === undefined ? undefined : { kind: 'unfinished' });
  if (options.runAt !== undefined && (unique?.kind === 'debounce' || unique?.kind === 'keep-last')) {
    throw new ConfigurationInvalid(
      `${contract.type}.delay`,
      `cannot be given: ${unique.kind} decides when its jobs run`,
    );
  }
  if (options.key !== undefined && (contract.ordered || !isKey(options.key))) {
    throw new ConfigurationInvalid(
      `${contract.type}.uniqueKey`,
      contract.ordered
        ? 'cannot replace the key of an ordered job, which is its line'
        : 'must be 16 hex digits; use hashKey',
    );
  }
  const key = options.key ?? jobKey(contract, validated.value);
  const address: JobAddress = {
    workload: contract.workload,
    place: 'ready',
    queue: contract.queue,
    priority,
    name: contract.name,
    key,
    id: options.id,
  };
  const sealed = contract.sensitive !== undefined && options.sealing !== undefined;
  const given = [...(contract.tags?.(validated.value) ?? []), ...(options.tags ?? [])];
  const tags = sealed ? redactorOf(input, contract.sensitive).texts(given) : given;
  const envelope: Envelope = {
    input: sealed ? sealFields(input, contract.sensitive, contract.workload, options.sealing!) : input,
    enqueuedAt: options.now,
    version: contract.version === 1 ? undefined : contract.version,
    tags: tags.length > 0 ? tags : undefined,
    parentId: options.parentId,
    attempts: options.attempts,
    carried: options.carried,
  };
  const headers: Record<string, string> = {
    [HEADERS.revision]: '1',
    [NATS_HEADERS.messageId]: `${options.id}.1`,
  };
  if (unique || options.derivedId) {
    headers[NATS_HEADERS.expectedLastSubjectSequence] = '0';
    headers[NATS_HEADERS.expectedLastSubjectSequenceSubject] = unique
      ? uniqueCheckSubject(address.workload, address.name, key)
      : jobCheckSubject(address);
  }
  if (unique && unique.kind !== 'unfinished') headers[HEADERS.unique] = ruleHeader(unique);
  if (options.watch) headers[HEADERS.notify] = NOTIFY;
  if (contract.expiresInMs !== undefined) headers[HEADERS.expires] = String(options.now + contract.expiresInMs);
  let subject = jobSubject(address);
  if (options.runAt !== undefined && options.runAt > options.now) {
    headers[NATS_HEADERS.schedule] = `@at ${new Date(options.runAt).toISOString()}`;
    headers[NATS_HEADERS.scheduleTarget] = subject;
    address.place = 'later';
    subject = jobSubject(address);
  }
  const derivedId = options.derivedId ?? false;
  return { id: options.id, derivedId, address, unique, subject, headers, body: JSON.stringify(envelope) };
}
