import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as errors from './upstream-errors.js';

const ABSTRACT = ['UpstreamError', 'UpstreamHeldBack'];

describe('the errors of upstreams', () => {
  it('are those of docs/guides/upstreams.md, with a code that is their class name', () => {
    const page = readFileSync(new URL('../../../docs/guides/upstreams.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `(UPSTREAM_[A-Z_]+)` +\|/gm)].map(([, code]) => code);
    const classes = Object.entries(errors).filter(([name]) => !ABSTRACT.includes(name));
    const codeOf = (name: string) => name.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase();
    expect(listed).toEqual(classes.map(([name]) => codeOf(name)).sort());
    for (const [name, errorClass] of classes) {
      const made: unknown = Reflect.construct(errorClass, [{}, name === 'UpstreamSchemaInvalid' ? [] : 0]);
      expect(made).toMatchObject({ name, code: codeOf(name) });
    }
  });
});
