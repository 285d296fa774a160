import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { groupViews } from './group-views.ts';

/** The console under `/console/` of a server: hashed names for all but the page itself, so that browsers keep them for good. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  clearScreen: false,
  logLevel: 'warn',
  plugins: [react(), groupViews(import.meta.dirname)],
  // AWS's library for Secure Remote Password asks for it by the name that Node gave it.
  define: { global: 'globalThis' },
  // What fetches a page's code before it is needed would have to be a script in the page, which its policy forbids.
  build: {
    target: 'es2023',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
  worker: {
    format: 'es',
    // A check in the browser needs what the command line loads only when a file has faults.
    rolldownOptions: { checks: { ineffectiveDynamicImport: false } },
  },
});
