import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { bring, POSTGRES } from '../../harness/services/packages.mts';
import { temporaryFolder } from './folders.mts';

const folder = temporaryFolder();

afterEach(() => {
	vi.unstubAllEnvs();
});

test('the newest release is taken of those in folders of their own', async () => {
	for (const release of ['9', '15', '14', 'notes']) {
		const bin = join(folder, release, 'bin');
		mkdirSync(bin, { recursive: true });
		writeFileSync(join(bin, 'initdb'), '');
		chmodSync(join(bin, 'initdb'), 0o755);
	}
	const software = { ...POSTGRES, folders: [join(folder, '*', 'bin')] };
	expect(await bring(software)).toBe(join(folder, '15', 'bin', 'initdb'));
});

test('where nothing may be installed, the message says what to type', async () => {
	vi.stubEnv('PATH', folder);
	const software = { ...POSTGRES, folders: [join(folder, 'nowhere', '*')] };
	await expect(bring(software)).rejects.toThrow(
		/^PostgreSQL is missing here\. .* Install it yourself: sudo apt-get install postgresql$/,
	);
});
