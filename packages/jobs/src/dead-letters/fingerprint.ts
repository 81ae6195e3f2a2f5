import { createHash } from 'node:crypto';
import type { JobError } from '@kickoff/contracts';

/** What dead letters of one cause have in common. */
export interface ErrorGroup {
  /** 16 hex digits: SHA-256 over all that follows. */
  fingerprint: string;
  type: string;
  /** Catalogue code, or the class name of an error from elsewhere. */
  code: string;
  name: string;
  /** The error's message without what differs from job to job: `team <n> is unknown`. */
  message: string;
  /** Function and file of the top frame that is neither Node's nor a library's; the empty text where no stack tells. */
  frame: string;
}

/**
 * The group of an error. Two errors are of one group when they have the same type of job, code, class, message but for
 * numbers, ids, times, addresses and quoted values, and the same place in the code, whatever its line and folder are.
 */
export function errorGroup(type: string, { code, name, message, stack }: JobError): ErrorGroup {
  const group = { type, code, name, message: normalisedMessage(message), frame: topFrame(stack) };
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(Object.values(group)))
    .digest('hex')
    .slice(0, 16);
  return { fingerprint, ...group };
}

/** A message that is longer differs at its end by data, not by cause. */
const LONGEST_MESSAGE = 500;
/** More of a message is not looked at: patterns take their time. */
const LONGEST_READ = 4_096;

/** In this order: what comes first may hold what comes later. */
const VARIABLE: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]+/gi, '<url>'],
  [/"(?:[^"\\]|\\.)*"|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])|“[^”]*”|«[^»]*»/gu, '<text>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<time>'],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g, '<address>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<address>'],
  [/\b0x[0-9a-f]+\b/gi, '<n>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, '<id>'],
  [/[-+]?\d+(?:[.,:]\d+)*(?:e[-+]?\d+)?/gi, '<n>'],
];

/** A message without what differs from one job to the next of the same cause. Normalising it once more changes nothing. */
export function normalisedMessage(message: string): string {
  let text = message.slice(0, LONGEST_READ);
  for (const [pattern, placeholder] of VARIABLE) text = text.replace(pattern, placeholder);
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_MESSAGE);
}

/** `at fn (file:///app/x.js:1:2)`, `at /app/x.js:1:2`, `at async fn (…)`. */
const FRAME = /^\s*at (?:async )?(?:(.+?) \()?((?:file:\/\/)?[^()]+?)(?::\d+)?(?::\d+)?\)?$/;

/** Where an error comes from, as `<function> <file>`: without line, column, folder and what differs between builds. */
export function topFrame(stack: string | undefined): string {
  const frames = (stack ?? '').split('\n').flatMap((line) => {
    const [, caller, place] = FRAME.exec(line) ?? [];
    return place === undefined ? [] : [{ caller: caller ?? '', place: place.replaceAll('\\', '/') }];
  });
  // Without a frame of the team's own code, the first one tells at least which library it was.
  const top = frames.find(({ place }) => !isForeign(place)) ?? frames[0];
  if (!top) return '';
  const file = top.place.slice(top.place.lastIndexOf('/') + 1).replace(/\?.*$/, '');
  return `${functionName(top.caller)} ${file}`.trim();
}

function isForeign(place: string): boolean {
  return place.startsWith('node:') || place.includes('/node_modules/') || place === 'native' || place === '<anonymous>';
}

/** Without `new`, aliases in brackets, and the object that a method was called on where the engine says only `Object`. */
function functionName(caller: string): string {
  return caller
    .replace(/^new /, '')
    .replace(/ \[as [^\]]+\]$/, '')
    .replace(/^Object\./, '')
    .replace('<anonymous>', '')
    .replace(/\.$/, '');
}
