import type { z } from 'zod';
import type { UpstreamResponse } from '../client/upstream-response.js';
import { UpstreamNotJson } from '../upstream-errors.js';
import { checked } from './checked.js';
import { excerpt } from './excerpt.js';
import { refuseHtml } from './refuse-html.js';

/** @throws UpstreamAnsweredHtml, UpstreamNotJson, UpstreamSchemaInvalid */
export function jsonBody<S extends z.ZodType>(response: UpstreamResponse, schema: S): z.output<S> {
  refuseHtml(response);
  return checked(response, parsed(response), schema);
}

function parsed(response: UpstreamResponse): unknown {
  const { text } = response;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UpstreamNotJson(response, `not JSON after ${text.length} characters: ${excerpt(text)}`, {
      cause: error,
    });
  }
}
