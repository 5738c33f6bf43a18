import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The checkout this setup belongs to. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The pinned real n8n, with its own lockfile. */
export const n8nFolder = join(root, 'n8n');

/** Logs and the lock of the setup; ignored by git, safe to delete. */
export const workFolder = join(root, '.cache', 'setup');
