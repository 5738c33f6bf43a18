import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Result } from './measure.mts';

const FILE = fileURLToPath(new URL('./RESULTS.md', import.meta.url));

/**
 * Puts the results of one measurement in place of its former ones in bench/RESULTS.md.
 *
 * @param rounds that the figures are medians of; left out when each was taken once
 */
export async function write(name: string, results: Result[], rounds?: number): Promise<void> {
	const text = await readFile(FILE, 'utf8');
	const start = `<!-- ${name} -->`;
	const end = `<!-- /${name} -->`;
	const from = text.indexOf(start);
	const to = text.indexOf(end);
	if (from < 0 || to < from) throw new Error(`bench/RESULTS.md has no place for ${name}`);
	const table = tableOf(results, rounds);
	await writeFile(FILE, `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`);
}

function tableOf(results: Result[], rounds?: number): string {
	const tell: Record<string, string> = { true: 'yes', false: '**no**', undefined: '–' };
	const lines = results.map(
		({ work, against, ours, theirs, figure, goal, isReached }) =>
			`| ${work} | ${ours} | ${against}: ${theirs} | ${figure} | ${goal} | ${tell[String(isReached)]} |`,
	);
	const how = rounds === undefined || rounds === 1 ? 'one run each' : `medians of ${rounds} rounds`;
	return [
		`Measured on ${new Date().toISOString().slice(0, 10)}, ${how}, on ${machine()}:`,
		'',
		'| work | ours | against | | goal | reached |',
		'|---|---|---|---|---|---|',
		...lines,
	].join('\n');
}

function machine(): string {
	const [cpu] = cpus();
	const gib = Math.round(totalmem() / 1024 ** 3);
	return `${cpus().length} × ${cpu?.model.trim()}, ${gib} GiB, ${type()} ${release()}, Node ${process.versions.node}`;
}
