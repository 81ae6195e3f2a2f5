/** For commands that run until a signal ends their process. */
export function forEver(): Promise<never> {
  return new Promise(() => {});
}
