import type { UpstreamResponse } from '../client/upstream-response.js';
import { UpstreamAnsweredHtml } from '../upstream-errors.js';
import { excerpt } from './excerpt.js';

/** Some error pages call themselves XML. */
const HTML = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b/is;

/** A page for people, by its content type or by how it begins. */
export function isHtml(response: UpstreamResponse): boolean {
  return response.header('content-type')?.startsWith('text/html') === true || HTML.test(response.text);
}

/** @throws UpstreamAnsweredHtml when the body is a page for people */
export function refuseHtml(response: UpstreamResponse): void {
  if (isHtml(response)) throw new UpstreamAnsweredHtml(response, `an HTML page: ${excerpt(response.text)}`);
}
