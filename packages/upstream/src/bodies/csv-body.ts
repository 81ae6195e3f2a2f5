import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { UpstreamResponse } from '../client/upstream-response.js';
import { UpstreamNotCsv } from '../upstream-errors.js';
import { checked } from './checked.js';
import { refuseHtml } from './refuse-html.js';

/**
 * The rows below the line of names, each by these names, as texts. Rows without any value are left out; a row may be
 * shorter or longer than the line of names.
 *
 * @throws UpstreamAnsweredHtml, UpstreamNotCsv, UpstreamSchemaInvalid whose paths begin with the row, counted from 0
 */
export function csvBody<S extends z.ZodType>(response: UpstreamResponse, row: S): z.output<S>[] {
  refuseHtml(response);
  return checked(response, rows(response), z.array(row));
}

function rows(response: UpstreamResponse): unknown {
  try {
    return parse(response.text, {
      columns: true,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UpstreamNotCsv(response, `not CSV: ${error.message}`, { cause: error });
  }
}
