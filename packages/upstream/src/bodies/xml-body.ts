import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { z } from 'zod';
import type { UpstreamResponse } from '../client/upstream-response.js';
import { UpstreamNotXml } from '../upstream-errors.js';
import { checked } from './checked.js';
import { excerpt } from './excerpt.js';
import { refuseHtml } from './refuse-html.js';

export interface XmlOptions {
  /** Names of elements that are lists, also where there is one. */
  lists?: readonly string[];
}

/**
 * An element becomes an object: attributes as `@name`, elements by their name, its text as `#text`; an element with
 * nothing but text becomes that text, an empty one ''. Every value is a text, entities resolved; the schema makes numbers of them.
 *
 * @throws UpstreamAnsweredHtml, UpstreamNotXml, UpstreamSchemaInvalid
 */
export function xmlBody<S extends z.ZodType>(
  response: UpstreamResponse,
  schema: S,
  { lists = [] }: XmlOptions = {},
): z.output<S> {
  refuseHtml(response);
  const { text } = response;
  // The parser makes something of anything; the validator knows where an element has no end.
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw new UpstreamNotXml(response, `not XML at line ${line}, column ${col} (${msg}): ${excerpt(text)}`);
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    ignoreDeclaration: true,
    attributeNamePrefix: '@',
    htmlEntities: true,
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => lists.includes(name),
  });
  return checked(response, parser.parse(text), schema);
}
