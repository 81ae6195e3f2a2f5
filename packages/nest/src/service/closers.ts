/** What has been opened, closed in reverse order, each once. A closer that fails does not keep the others open. */
export class Closers {
  private readonly closers: (() => Promise<void> | void)[] = [];
  private closing: Promise<void> | undefined;

  add(close: () => Promise<void> | void): void {
    this.closers.unshift(close);
  }

  /** @throws AggregateError with what closers threw, after all have run */
  close(): Promise<void> {
    this.closing ??= this.run();
    return this.closing;
  }

  private async run(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.closers) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'the service did not close cleanly');
  }
}
