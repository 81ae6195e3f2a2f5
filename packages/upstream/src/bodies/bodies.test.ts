import { describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { z } from 'zod';
import { responseForTest } from '../testing/response-for-test.js';
import { csvBody } from './csv-body.js';
import { jsonBody } from './json-body.js';
import { xmlBody } from './xml-body.js';

const Items = z.object({
  items: z.object({
    item: z.array(z.object({ '@id': z.string(), name: z.object({ '@value': z.string() }) })).default([]),
  }),
});
const Match = z.object({ Date: z.string(), FTHG: z.coerce.number() });

const json = (body: string) => jsonBody(responseForTest({ body }), z.object({ title: z.string() }));
const xml = (body: string) => xmlBody(responseForTest({ body }), Items, { lists: ['item'] });
const csv = (body: string) => csvBody(responseForTest({ body }), Match);

describe('readers of bodies', () => {
  it('read JSON', () => {
    expect(json('{"title":"Emma","more":1}')).toEqual({ title: 'Emma' });
  });

  it('read XML: attributes, elements, entities, and lists of one', () => {
    expect(
      xml('<?xml version="1.0"?><items><item id="007"><name value="Dungeons &amp; &#233;"/></item></items>'),
    ).toEqual({
      items: { item: [{ '@id': '007', name: { '@value': 'Dungeons & é' } }] },
    });
  });

  it('read CSV with a byte order mark, blank rows, rows of other lengths and quotes', () => {
    const rows = csv('\uFEFFDate,FTHG\r\n01/08/2023,2,extra\r\n,\r\n\r\n"02/08/2023",0\r\n');
    expect(rows).toEqual([
      { Date: '01/08/2023', FTHG: 2 },
      { Date: '02/08/2023', FTHG: 0 },
    ]);
  });

  it.each([
    [json, '{"title":', 'UPSTREAM_NOT_JSON', /not JSON after 9 characters: "\{\\"title\\":"/],
    [json, '{"titel":1}', 'UPSTREAM_SCHEMA_INVALID', /not the expected shape: title: /],
    [json, '<!DOCTYPE html><p>', 'UPSTREAM_ANSWERED_HTML', /an HTML page/],
    [xml, '<items><item id="1">', 'UPSTREAM_NOT_XML', /not XML at line 1/],
    [xml, '', 'UPSTREAM_NOT_XML', /not XML/],
    [xml, '<items><item><name value="x"/></item></items>', 'UPSTREAM_SCHEMA_INVALID', /items\.item\.0\.@id: /],
    [xml, '<?xml version="1.0"?>\n<html><head/></html>', 'UPSTREAM_ANSWERED_HTML', /an HTML page/],
    [csv, 'Date,FTHG\n"01', 'UPSTREAM_NOT_CSV', /not CSV: /],
    [csv, 'Date,HomeGoals\n1,2', 'UPSTREAM_SCHEMA_INVALID', /0\.FTHG: /],
    [csv, '<html></html>', 'UPSTREAM_ANSWERED_HTML', /an HTML page/],
  ])('name what is wrong (%p, %s)', (read, body, code, message) => {
    let error: unknown;
    try {
      read(body);
    } catch (thrown) {
      error = thrown;
    }
    expect(errorCode(error)).toBe(code);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toMatch(/^library: GET \/books: /);
  });

  it('name the first places of many', () => {
    const body = `<items>${'<item><name/></item>'.repeat(9)}</items>`;
    expect(() => xml(body)).toThrow(/items\.item\.2\.@id: .*; and \d+ more$/);
  });
});
