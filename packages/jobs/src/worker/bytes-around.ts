/**
 * All bytes that a received part stands in. Messages that came together share them, so the last is kept: a view of its own for
 * each message costs more than reading it.
 */
export function bytesAround(part: Uint8Array): Buffer {
  if (last?.buffer !== part.buffer) last = Buffer.from(part.buffer);
  return last;
}

let last: Buffer | undefined;
