import { z } from 'zod';
import { csvBody, type UpstreamResponse } from '@kickoff/upstream';
import type { FileRow } from './read-matches.js';

const Row = z.record(z.string(), z.string());

/** @throws UpstreamAnsweredHtml, UpstreamNotCsv */
export function fileRows(response: UpstreamResponse): FileRow[] {
  return csvBody(response, Row);
}
