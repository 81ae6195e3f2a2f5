/**
 * Derives from the machine's own package sources the same sources for Debian's `sid`, so that mirrors, proxies and keys
 * that work for this machine are used, and no host is named here.
 */

/** Content of one file of package sources. */
export interface AptSourceFile {
  readonly format: 'list' | 'sources';
  readonly text: string;
}

const RELEASES = new Set(['stable', 'testing', 'unstable', 'sid', 'oldstable']);

/**
 * The sources with suite `sid` and component `main`; empty when none of them is the distribution's own archive.
 *
 * @param codename of the machine's release, e.g. `bookworm`; other suites (security, updates, vendors') have no sid
 */
export function sidSources(files: readonly AptSourceFile[], codename: string | undefined): AptSourceFile[] {
  const isRelease = (suite: string) => suite === codename || RELEASES.has(suite);
  return files.flatMap(({ format, text }) => {
    const entries = format === 'list' ? sidLines(text, isRelease) : sidStanzas(text, isRelease);
    return entries.length === 0 ? [] : [{ format, text: `${entries.join(format === 'list' ? '\n' : '\n\n')}\n` }];
  });
}

/** One-line format: `deb [options] address suite component…`. */
function sidLines(text: string, isRelease: (suite: string) => boolean): string[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line);
    if (!match) return [];
    const [, options = '', address = '', suite = '', components = ''] = match;
    if (!isRelease(suite) || !words(components).includes('main')) return [];
    return [`deb ${options}${address} sid main`];
  });
}

/** deb822 format: stanzas of fields; a field goes on in lines that begin with a space, as a key in `Signed-By` does. */
function sidStanzas(text: string, isRelease: (suite: string) => boolean): string[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((stanza) => {
      const fields = fieldsOf(stanza);
      const value = (name: string) => words(fields.get(name)?.value ?? '');
      if (!value('types').includes('deb') || value('enabled')[0] === 'no') return [];
      if (!value('suites').some(isRelease) || !value('components').includes('main')) return [];
      const kept = [...fields].filter(([name]) => !['types', 'suites', 'components'].includes(name));
      return [['Types: deb', 'Suites: sid', 'Components: main', ...kept.map(([, { raw }]) => raw)].join('\n')];
    });
}

function fieldsOf(stanza: string): Map<string, { value: string; raw: string }> {
  const fields = new Map<string, { value: string; raw: string }>();
  for (const raw of stanza.trim().split(/\n(?![ \t])/)) {
    const colon = raw.indexOf(':');
    if (colon > 0) fields.set(raw.slice(0, colon).trim().toLowerCase(), { value: raw.slice(colon + 1), raw });
  }
  return fields;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
