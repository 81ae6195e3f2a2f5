import { idOf, isInPlay, readStatement, type Statement } from './statement.js';

/** What a recording says about one match, in order, each with the number of its response, from 1. */
export interface ExpectedMatch {
  id: string;
  statements: { poll: number; statement: Statement }[];
}

export interface ExpectedEvening {
  matches: ExpectedMatch[];
  /** Listed matches that nobody can make sense of, each different one once: they end as dead letters. */
  unreadable: { poll: number; id: string | undefined }[];
}

/** Status of a match that has left the list for good, by the one that it had. */
const ENDED: Readonly<Record<string, string>> = { P: 'PEN', ET: 'AET', BT: 'AET' };

/**
 * Reads a recording as a person would. A match in play that is in no later response has ended when it is first missing:
 * asked by its id, the upstream says `FT` (`AET` after extra time, `PEN` after penalties), everything else as it was
 * last listed. One that is missing and comes back has not changed meanwhile.
 */
export function expectedEvening(polls: readonly (readonly unknown[])[]): ExpectedEvening {
  const matches = new Map<string, ExpectedMatch>();
  const unreadable = new Map<string, ExpectedEvening['unreadable'][number]>();
  const lastListed = new Map<string, { poll: number; isReadable: boolean }>();
  for (const [index, entries] of polls.entries()) {
    for (const entry of entries)
      lastListed.set(idOf(entry) ?? '', { poll: index + 1, isReadable: readStatement(entry) !== undefined });
  }

  for (const [index, entries] of polls.entries()) {
    const poll = index + 1;
    for (const entry of entries) {
      const statement = readStatement(entry);
      if (!statement) {
        const text = JSON.stringify(entry);
        if (!unreadable.has(text)) unreadable.set(text, { poll, id: idOf(entry) });
        continue;
      }
      const match = matches.get(statement.id) ?? { id: statement.id, statements: [] };
      matches.set(statement.id, match);
      match.statements.push({ poll, statement });
    }
    for (const match of matches.values()) {
      const last = match.statements.at(-1)!.statement;
      const listed = lastListed.get(match.id)!;
      if (listed.poll >= poll || !isInPlay(last)) continue;
      if (listed.isReadable) match.statements.push({ poll, statement: ended(last) });
      // Asked by its id, the upstream says the same of it as last, and nobody can make sense of that either.
      else if (!unreadable.has(match.id)) unreadable.set(match.id, { poll, id: match.id });
    }
  }
  return { matches: [...matches.values()], unreadable: [...unreadable.values()] };
}

function ended(last: Statement): Statement {
  const short = ENDED[last.status.short] ?? 'FT';
  return { ...last, status: { phase: 'finished', short, long: 'Match Finished' }, period: null };
}
