/** Shells that can complete the command's words. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
