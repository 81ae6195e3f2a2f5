const JOB_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether an id from the wire can be a row: a UUID in lower case, so that equal ids are equal texts. */
export function isJobId(id: string): boolean {
  return JOB_ID.test(id);
}
