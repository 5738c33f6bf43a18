import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder that is removed when the tests of the file are over; for the top of a file. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'paystand-services-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Whether a process runs; one that has ended counts as ended before anybody has asked how. */
export function isAlive(pid: number): boolean {
	try {
		return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}
