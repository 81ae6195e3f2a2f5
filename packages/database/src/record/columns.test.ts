import { describe, expect, it } from '@jest/globals';
import { platformDatabase } from '../testing/platform-database.js';
import { columnArrays, selectRows, type Columns } from './columns.js';

interface Row {
  id: string;
  name: string | undefined;
  tags: string[] | undefined;
  amount: number | undefined;
  at: number | undefined;
  open: boolean;
  data: unknown;
}

const COLUMNS: Columns<Row> = {
  id: 'uuid',
  name: 'text',
  tags: 'text[]',
  amount: 'integer',
  at: 'time',
  open: 'boolean',
  data: 'jsonb',
};

describe('rows that travel as columns', () => {
  const database = platformDatabase();
  const stored = (rows: Row[]): Promise<Row[]> =>
    database.dataSource.query(selectRows(COLUMNS, 'id'), columnArrays(COLUMNS, rows));
  const id = (n: number) => `01a201c0-3f81-7000-8000-${String(n).padStart(12, '0')}`;

  it('arrive as they are, whatever is in their texts', async () => {
    const hard = ['', 'NULL', 'a,b', '{x}', '"', '\\', '\\"', ' Zürich 🏟\n', "'; drop"];
    const rows = hard.map((text, n) => ({
      id: id(n),
      name: text,
      tags: [text, 'b'],
      amount: 1 - n,
      at: 1_790_000_000_123 + n,
      open: n % 2 === 0,
      data: { [text]: [text, n, null, true] },
    }));
    const read = await stored(rows);
    expect(read.map(({ name, tags, amount, open, data }) => ({ name, tags, amount, open, data }))).toEqual(
      rows.map(({ name, tags, amount, open, data }) => ({ name, tags, amount, open, data })),
    );
  });

  it('may lack values: in one row, or in all', async () => {
    const none = { name: undefined, tags: undefined, amount: undefined, at: undefined, data: undefined };
    const [a, b] = await stored([
      { id: id(1), ...none, open: true },
      { id: id(2), ...none, amount: 3, tags: [], open: false },
    ]);
    expect(a).toMatchObject({ name: null, tags: null, amount: null, data: null, open: true });
    expect(b).toMatchObject({ name: null, tags: [], amount: 3, data: null, open: false });
  });

  it('lose what PostgreSQL refuses in texts, and are refused for a time that is none', async () => {
    const row = { id: id(1), tags: undefined, amount: 1, at: 0, open: true, data: { a: 'x\0\ud800' } };
    const [read] = await stored([{ ...row, name: 'a\0b\ud800' }]);
    expect(read).toMatchObject({ name: 'ab\uFFFD', data: { a: 'x\uFFFD' } });
    expect(() => columnArrays(COLUMNS, [{ ...row, name: 'a', at: 9e15 }])).toThrow(RangeError);
  });
});
