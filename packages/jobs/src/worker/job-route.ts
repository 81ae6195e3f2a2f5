import { NO_KEY, parseJobSubject, type JobAddress } from '@kickoff/contracts';

/** What a job shares with others of its type, queue, priority and key: all of its subject but the id. */
export interface JobRoute extends Omit<JobAddress, 'id'> {
  type: string;
  /** Its part of every event, as JSON members. */
  eventJson: string;
}

/** Jobs without a key have as many routes as there are types, queues and priorities; a stranger's subjects must not pile up. */
const MOST_KEPT = 1_000;
const kept = new Map<string, JobRoute>();

/**
 * The route that a subject names, or undefined when the subject is no job's. Kept, since this runs for every job: beside
 * parsing it saves hashing, because what was read once is one text, and not a new one for every look into a map.
 */
export function jobRoute(subject: string): JobRoute | undefined {
  const common = subject.slice(0, subject.lastIndexOf('.'));
  return kept.get(common) ?? readRoute(subject, common);
}

/** Address of the job with this subject, which is on this route. */
export function addressOn(route: JobRoute, subject: string): JobAddress {
  const { workload, place, queue, priority, name, key } = route;
  return { workload, place, queue, priority, name, key, id: subject.slice(subject.lastIndexOf('.') + 1) };
}

function readRoute(subject: string, common: string): JobRoute | undefined {
  const address = parseJobSubject(subject);
  if (!address) return undefined;
  const { id: _, ...shared } = address;
  const { workload, queue, priority, name, key } = shared;
  const type = `${workload}.${name}`;
  const members = JSON.stringify({ type, queue, priority, key });
  const route: JobRoute = { ...shared, type, eventJson: members.slice(1, -1) };
  if (key !== NO_KEY) return route;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(common, route);
  return route;
}
