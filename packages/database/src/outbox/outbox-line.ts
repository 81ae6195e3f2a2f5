import { NO_KEY, parseJobSubject, subjectTokens } from '@kickoff/contracts';

/**
 * The line that an outbox message keeps its place in. Messages of one line are published one after the other: jobs of one
 * key, broadcasts of one channel and the messages of one flow arrive in the order of their storing. All else of one job is a line of its own kind,
 * published side by side, because its order promises nothing.
 */
export function outboxLine(subject: string, jobId: string | undefined): string {
  const address = parseJobSubject(subject);
  if (address && address.key !== NO_KEY) return `key:${address.workload}.${address.key}`;
  if (!address) return flowLine(subject) ?? `subject:${subject}`;
  return `${UNORDERED}${jobId ?? address.id}`;
}

/** Parts of a flow arrive before the message that the scheduler service looks for. */
function flowLine(subject: string): string | undefined {
  const [family, kind, , partOf, id] = subjectTokens(subject);
  if (family !== 'flows') return undefined;
  return `flow:${kind === 'part' ? partOf : id}`;
}

const UNORDERED = 'job:';

export function isUnordered(line: string): boolean {
  return line.startsWith(UNORDERED);
}
