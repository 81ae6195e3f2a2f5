import { isAscii } from 'node:buffer';

/**
 * What came from the broker in one piece: many messages, read as one text of which each takes slices. A text of its own for
 * every part of every message costs more than reading it.
 */
export class ReceivedPiece {
  /** A byte per character. */
  private readonly text: string;
  private readonly bytes: Buffer;
  private readonly isAscii: boolean;

  private constructor(buffer: ArrayBufferLike) {
    this.bytes = Buffer.from(buffer);
    this.text = this.bytes.toString('latin1');
    this.isAscii = isAscii(this.bytes);
  }

  /** The piece that a part of a message stands in. Messages are read as they come, so the last is kept. */
  static around(part: Uint8Array): ReceivedPiece {
    if (last?.bytes.buffer !== part.buffer) last = new ReceivedPiece(part.buffer);
    return last;
  }

  /** The bytes from `start` to `end`, a byte per character. */
  latin1(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  /** A part as UTF-8. */
  utf8({ byteOffset, byteLength }: Uint8Array): string {
    const end = byteOffset + byteLength;
    return this.isAscii ? this.text.slice(byteOffset, end) : this.bytes.toString('utf8', byteOffset, end);
  }
}

let last: ReceivedPiece | undefined;
