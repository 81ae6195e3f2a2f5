import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Parameters that change what is answered of a game, and not which. */
const OF_ANSWER = new Set(['stats', 'versions', 'videos', 'marketplace']);

/**
 * Serves a folder of recorded responses, each a file that is named by its request: `thing_id=13_stats=1.xml`,
 * `search_query=scythe.xml`, `hot_type=boardgame.xml`. Games that were recorded one by one are answered together where
 * several are asked for.
 */
export class RecordedResponses {
  private readonly byRequest = new Map<string, string>();
  private readonly items = new Map<string, string>();

  constructor(readonly folder: string) {
    for (const file of readdirSync(folder)
      .filter((name) => name.endsWith('.xml'))
      .sort()) {
      const [endpoint = '', ...pairs] = file.slice(0, -'.xml'.length).split(/_(?=[a-z]+=)/);
      const parameters = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
      const body = readFileSync(path.join(folder, file), 'utf8');
      if (endpoint === 'thing' && parameters['id']) this.items.set(parameters['id'], itemIn(body));
      else this.byRequest.set(keyOf(endpoint, parameters), body);
    }
  }

  /** Ids of the recorded games, in the order of their files' names. */
  get gameIds(): string[] {
    return [...this.items.keys()];
  }

  /** Undefined where the folder has no answer to this request. */
  answer(endpoint: string, parameters: Readonly<Record<string, string>>): string | undefined {
    if (endpoint !== 'thing') return this.byRequest.get(keyOf(endpoint, parameters));
    const items = (parameters['id'] ?? '').split(',').flatMap((id) => this.items.get(id) ?? []);
    return `<?xml version="1.0" encoding="utf-8"?>\n<items>${items.join('\n')}</items>`;
  }
}

function itemIn(body: string): string {
  return /<item\s[\s\S]*<\/item>/.exec(body)?.[0] ?? '';
}

/** Words of a search are separated by `_` in names of files; which type is searched for is not recorded. */
function keyOf(endpoint: string, parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters)
    .filter(([name]) => !OF_ANSWER.has(name) && !(endpoint === 'search' && (name === 'type' || name === 'exact')))
    .map(([name, text]) => `${name}=${text.toLowerCase().replaceAll('_', ' ')}`);
  return [endpoint, ...pairs.sort()].join('&');
}
