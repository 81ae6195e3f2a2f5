/** Metadata of a controller's method: the operation that it implements. */
export const OPERATION = 'kickoff:operation';
