/**
 * `npm run versions [-- VERSION …] [--keep]`: brings other versions of n8n one by one, runs the
 * package in each, and prints the table of docs/versions.md. Without a version: the newest of n8n 2
 * and of n8n 1 that install, and the oldest that we claim.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { log } from '../../harness/log.mts';
import { packedPackage } from '../../harness/package.mts';
import { messageOf } from '../../setup/command.mjs';
import { bringN8nVersion, n8nVersions } from '../../setup/packages.mjs';
import { root } from '../../setup/paths.mjs';
import { type Cells, check, CHECKS } from './check.mts';

/** The oldest n8n that the README claims. */
const OLDEST = '2.0.0';
/** The newest is not always whole: npm may lack a package that it asks for. */
const MAX_TRIED = 5;
const FOLDER = join(root, '.cache', 'versions');

const { values, positionals } = parseArgs({
	options: { keep: { type: 'boolean', default: false } },
	allowPositionals: true,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	// What was started ends with this process, and so do its temporary folders.
	process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
}

const packed = await mkdtemp(join(tmpdir(), 'paystand-versions-'));
const rows: Array<Cells & { version: string }> = [];
try {
	const tarball = await packedPackage(packed);
	for (const candidates of wanted()) {
		const row = await firstThatInstalls(candidates, tarball);
		if (row) rows.push(row);
	}
} finally {
	await rm(packed, { recursive: true, force: true });
}
console.log(`\n${tableOf(rows)}`);
const isWhole = rows.every((row) => CHECKS.every((name) => !row[name].startsWith('**no**')));
process.exit(isWhole && rows.length === wanted().length ? 0 : 1);

/** For each row of the table the versions to try, in this order. */
function wanted(): string[][] {
	if (positionals.length > 0) return positionals.map((version) => [version]);
	const all: string[] = n8nVersions().reverse();
	const newest = (major: number) =>
		all.filter((version) => version.startsWith(`${major}.`)).slice(0, MAX_TRIED);
	return [newest(2), [OLDEST], newest(1)];
}

async function firstThatInstalls(candidates: string[], tarball: string) {
	for (const version of candidates) {
		const folder = join(FOLDER, version);
		try {
			await bringN8nVersion(version, folder);
		} catch (error) {
			log(`n8n ${version} does not install: ${messageOf(error)}`);
			continue;
		}
		try {
			log(`n8n ${version} …`);
			const cells = await check(join(folder, 'node_modules', 'n8n', 'bin', 'n8n'), tarball);
			log(`n8n ${version}: ${JSON.stringify(cells)}`);
			return { version, ...cells };
		} finally {
			if (!values.keep) await rm(folder, { recursive: true, force: true });
		}
	}
	return undefined;
}

function tableOf(found: Array<Cells & { version: string }>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		line(['n8n', ...CHECKS]),
		line(['---', ...CHECKS.map(() => '---')]),
		...found.map((row) => line([row.version, ...CHECKS.map((name) => row[name])])),
	].join('\n');
}
