import type { ContractAnnouncement, JobContract, StandardSchemaV1 } from '@kickoff/contracts';
import { z } from 'zod';

/** What the platform is told of a contract. */
export function contractAnnouncement(contract: JobContract): ContractAnnouncement {
  const { type, version, summary, queue, priority, attempts, timeoutMs, input, output } = contract;
  return {
    type,
    version,
    summary,
    queue,
    priority,
    attempts: attempts === Infinity ? 'unlimited' : attempts,
    timeoutMs,
    input: jsonSchema(input),
    output: output && jsonSchema(output),
    enqueue: {
      aliases: contract.aliases.length > 0 ? [...contract.aliases] : undefined,
      knownAs: Object.keys(contract.knownAs).length > 0 ? { ...contract.knownAs } : undefined,
      expiresInMs: contract.expiresInMs,
      unique: contract.unique?.rule,
      line: contract.ordered?.line,
      sensitive: contract.sensitive && [...contract.sensitive],
      largeInput: contract.largeInput || undefined,
    },
  };
}

/** Schemas of other libraries, and zod schemas that JSON Schema cannot express, are announced without one. */
function jsonSchema(schema: StandardSchemaV1): unknown {
  if (!(schema instanceof z.ZodType)) return undefined;
  try {
    return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  } catch {
    return undefined;
  }
}
