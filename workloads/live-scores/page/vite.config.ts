import { defineConfig } from 'vite';

/** Builds the scoreboard into the workload's dist, where its manifest's `pages` entry points. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // The page must work under a policy that allows no inline data; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
