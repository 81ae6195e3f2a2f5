import type { ContractAnnouncement, ContractChange, JobContract } from '@kickoff/contracts';
import { contractAnnouncement } from './contract-announcement.js';
import { inputLine, outputLine } from './narrowing.js';
import { narrowings } from './schema-narrowings.js';

/**
 * How a contract fails jobs that were enqueued by the registered versions, at most its own: one entry per version. Empty
 * when it takes every input that they took, by itself or by way of `upgrade`, and, in its own version, gives no output that
 * the registered one does not promise. Newer registered versions do not matter: a rollback is no change.
 *
 * @param registered of the type and its aliases, in any version
 */
export function contractChanges(contract: JobContract, registered: readonly ContractAnnouncement[]): ContractChange[] {
  const { type, version, upgrade } = contract;
  const own = contractAnnouncement(contract);
  const changes: ContractChange[] = [];
  for (const before of registered) {
    const from = before.version;
    if (from > version) {
      if (before.type !== type) changes.push(countsAnew(contract, before));
      continue;
    }
    // Inputs are taken as they are up to the first step, which was written for the version it stands at.
    const step = Object.keys(upgrade ?? {})
      .map(Number)
      .toSorted((a, b) => a - b)
      .find((at) => at >= from);
    const reader = step === undefined ? own : readerOf(step, before.type, registered);
    const inputs = reader === undefined || step === from ? [] : inputLines(before, reader);
    const outputs = from === version ? outputLines(before, own) : [];
    if (inputs.length + outputs.length === 0) continue;
    changes.push({
      type,
      version,
      registered: { type: before.type, version: from },
      differences: [...inputs, ...outputs],
      advice: adviceOf({ from, version, isInput: inputs.length > 0 }),
    });
  }
  return changes;
}

/** The form of a version that a step was written for; a renamed type has it by its former name only. */
function readerOf(
  version: number,
  type: string,
  registered: readonly ContractAnnouncement[],
): ContractAnnouncement | undefined {
  const forms = registered.filter((one) => one.version === version);
  return forms.find((one) => one.type === type) ?? forms[0];
}

/** Jobs of a former name would be of a version that this contract does not know yet. */
function countsAnew({ type, version }: JobContract, before: ContractAnnouncement): ContractChange {
  return {
    type,
    version,
    registered: { type: before.type, version: before.version },
    differences: [`version: was ${before.version}, is ${version}; a renamed type goes on counting`],
    advice: `raise \`version\` to ${before.version} at least`,
  };
}

function adviceOf({ from, version, isInput }: { from: number; version: number; isInput: boolean }): string {
  const upgrade = `declare \`upgrade: { ${from}: (input) => … }\``;
  if (from < version) return upgrade;
  return isInput ? `raise \`version\` to ${version + 1} and ${upgrade}` : `raise \`version\` to ${version + 1}`;
}

/** A schema that is not known, because its library gives no JSON Schema, cannot be compared. */
function inputLines(before: ContractAnnouncement, after: ContractAnnouncement): string[] {
  if (before.input === undefined || after.input === undefined) return [];
  return narrowings(before.input, after.input, 'input').map(inputLine);
}

function outputLines(before: ContractAnnouncement, after: ContractAnnouncement): string[] {
  if (before.output === undefined || after.output === undefined) return [];
  return narrowings(after.output, before.output, 'output').map(outputLine);
}
