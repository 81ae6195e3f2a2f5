/** The responses of e2e/evenings/generated: an evening with every defect of recorded ones, for clones without recordings. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../run.mjs';

export const needsBuild = true;

export default async function generatedEveningFiles() {
  const module = join(ROOT, 'e2e', 'dist', 'evenings', 'generated-evening.js');
  const { generatedEvening } = await import(pathToFileURL(module).href);
  return Object.fromEntries(
    Object.entries(generatedEvening()).map(([name, content]) => [`e2e/evenings/generated/${name}`, content]),
  );
}
