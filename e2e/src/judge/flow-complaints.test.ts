import { describe, expect, it } from '@jest/globals';
import type { ExpectedFlow } from '../chaos/producer.js';
import { flowComplaints, type RecordedFlow } from './flow-complaints.js';
import { ledgerOf } from './ledger-for-test.js';

const STEP = 'chaos.flow-step';
const expected: ExpectedFlow = {
  id: 'f',
  jobIds: new Map([
    ['first', 'a'],
    ['second', 'b'],
  ]),
  end: { state: 'succeeded', total: 2, done: 2, failed: 0 },
  nested: { inner: { state: 'failed', total: 1, done: 1, failed: 1 } },
  edges: [['first', 'second']],
};
const outer: RecordedFlow = { id: 'f', root_id: 'f', name: 'any', ...expected.end, open: 0 };
const inner: RecordedFlow = { id: 'g', root_id: 'f', name: 'inner', ...expected.nested['inner']!, open: 0 };
const ledger = ledgerOf([STEP, 'a', 1, 2], [STEP, 'b', 2, 3]);

describe('flowComplaints', () => {
  it('is silent about a flow that ended as it must', () => {
    expect(flowComplaints([expected], [outer, inner], ledger)).toEqual([]);
  });

  it('finds a flow that is stuck, one with a wrong count, one that is missing and one too many', () => {
    expect(flowComplaints([expected], [{ ...outer, state: 'running', done: 1, open: 1 }, inner], ledger)).toEqual([
      'flow f is running: 1 of 2 ended, 0 failed, 1 open',
    ]);
    expect(flowComplaints([expected], [outer, { ...inner, failed: 0 }], ledger)).toHaveLength(1);
    expect(flowComplaints([expected], [outer], ledger)).toEqual([
      'flow f inner is not in the record',
      'there are 1 flows, not 2',
    ]);
    expect(flowComplaints([], [outer], ledger)).toEqual(['there are 1 flows, not 0']);
  });

  it('finds a job that began before the end of what it waited for', () => {
    const early = ledgerOf([STEP, 'a', 1, 3], [STEP, 'b', 2, 3]);
    expect(flowComplaints([expected], [outer, inner], early)).toEqual([
      'second b of flow f began before the end of first a',
    ]);
    const orphan = ledgerOf([STEP, 'b', 2, 3]);
    expect(flowComplaints([expected], [outer, inner], orphan)).toHaveLength(1);
  });
});
