/**
 * Loaded into n8n's own process with `--import`. File descriptor 3 is a pipe to whoever started
 * n8n; when that process is gone, even by SIGKILL, the pipe closes and n8n ends with all its
 * children instead of living on unseen.
 */
import { Socket } from 'node:net';
import process from 'node:process';

const parent = new Socket({ fd: 3, readable: true, writable: false });
parent.on('error', () => {});
parent.on('close', () => process.kill(-process.pid, 'SIGKILL'));
parent.resume();
parent.unref();
