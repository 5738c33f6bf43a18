/** The guides for users quote the node's messages and Paystand's test values; both have to be true. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const sources = globSync(['client/**/*.ts', 'nodes/**/*.ts'], { cwd: ROOT }).map((path) =>
	read(path),
);
const quoted = read('docs/messages.md')
	.split('\n')
	.flatMap((line) => /^\| `([^`]+)` +\|/.exec(line)?.[1] ?? []);

/** As much code as computes what a placeholder stands for. */
const MAX_GAP = 150;

/** Whether the parts between the placeholders follow one another in the code. */
function isSaid(message: string): boolean {
	const parts = message.split('…').map((part) => part.trim());
	const [first, ...others] = parts.filter((part) => part !== '');
	return sources.some((source) => {
		for (let at = source.indexOf(first!); at >= 0; at = source.indexOf(first!, at + 1))
			if (areNext(source, at + first!.length, others)) return true;
		return false;
	});
}

function areNext(source: string, start: number, parts: string[]): boolean {
	let at = start;
	return parts.every((part) => {
		const found = source.slice(at, at + MAX_GAP + part.length).indexOf(part);
		at += found + part.length;
		return found >= 0;
	});
}

test('each message that docs/messages.md quotes is in the code', () => {
	expect(quoted.length).toBeGreaterThan(35);
	expect(quoted.filter((message) => !isSaid(message))).toEqual([]);
});

test('a message that nobody says is noticed', () => {
	expect(isSaid("Whether the … with the key '…' went through is known")).toBe(false);
	expect(isSaid('went through is unknown … Whether the')).toBe(false);
});

test('each test value of docs/test-data.md is one of the facts, or of the local sandbox', () => {
	const facts = read('docs/paystand-api.md');
	const sandbox = read('sandbox/life/sources.mts');
	const values = read('docs/test-data.md').matchAll(/`(\d[\d-]+|[a-z]{5,}|\d\d\/\d\d)`/g);
	const unknown = [...values].flatMap(([, value]) =>
		facts.includes(value!) || sandbox.includes(value!) ? [] : value!,
	);
	expect(unknown).toEqual([]);
});
