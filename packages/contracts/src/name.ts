const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Whether a word can be a workload, queue, job name or limit: kebab-case, so that it is one subject token and one path part. */
export function isName(word: string): boolean {
  return NAME.test(word);
}
