/**
 * n8n's own scanner, which decides over verification, on the source and on the tarball. Its command
 * line takes published packages only and ends with 0 even when the scan fails; so it is called as a
 * library. By hand: `npm run build && npm run scan`.
 */
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { packPackage } from '../n8n/install.mts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * Scans the source as the scanner does, and `client/` with it, which ships as well.
 * @throws Error with the scanner's findings
 */
export async function scanSource(): Promise<void> {
	accept(await analyzePackage(root, [...SOURCE_FILE_PATTERNS, 'client/**/*.ts']));
}

/**
 * Scans what a user would install.
 * @param tarball full path
 * @throws Error with the scanner's findings
 */
export async function scanTarball(tarball: string): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-scan-'));
	try {
		execFileSync('tar', ['-xzf', tarball, '-C', folder]);
		const unpacked = join(folder, 'package');
		accept(await analyzePackage(unpacked, ['**/*.js', 'package.json']));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function accept(result: { passed: boolean; message?: string; details?: string }): void {
	if (!result.passed) throw new Error([result.message, result.details].filter(Boolean).join('\n'));
	// "Passed" with a message means that there was nothing to look at.
	if (result.message) throw new Error(result.message);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const folder = join(tmpdir(), `paystand-scan-${process.pid}`);
	await mkdir(folder);
	try {
		await scanSource();
		console.log('The source passes.');
		await scanTarball(await packPackage(folder));
		console.log('The tarball passes.');
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
