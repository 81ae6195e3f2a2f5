import { styleText } from 'node:util';

/** Where a command writes. */
export interface Terminal {
  /** The answer, and nothing else. */
  stdout: NodeJS.WriteStream;
  /** Everything that is not the answer: progress, warnings, errors. */
  stderr: NodeJS.WriteStream;
}

type Style = Parameters<typeof styleText>[0];

/**
 * Colours a text for a stream: left as it is when that is no terminal or NO_COLOR is set, which Node decides.
 */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}
