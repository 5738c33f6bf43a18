/** No pattern of the shipped code can be made to think for long: a value comes from anybody. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const LENGTH = 150_000;
/** One look at each character takes some milliseconds, also on a busy machine; backtracking takes longer. */
const MAX_MS = 3_000;

async function patterns(): Promise<string[]> {
	const found = new Set<string>();
	for (const folder of ['client', 'credentials', 'nodes']) {
		for (const name of await readdir(join(ROOT, folder), { recursive: true })) {
			if (!name.endsWith('.ts')) continue;
			const text = await readFile(join(ROOT, folder, name), 'utf8');
			const visit = (node: ts.Node): void => {
				if (ts.isRegularExpressionLiteral(node)) found.add(node.text);
				ts.forEachChild(node, visit);
			};
			visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
		}
	}
	return [...found].sort();
}

/** What repeats of a pattern's own pieces would look like, with an end that cannot match. */
function attacksOn(pattern: string): string[] {
	const own = pattern.match(/[\w.,:;=@'"/+-]/g) ?? [];
	const units = new Set([
		...'aZ09 \t\n-.,:/=@\'"<>{}[]()\\é',
		...own,
		'0.',
		'a ',
		' a',
		'1,',
		'a.',
	]);
	return [...units].flatMap((unit) => {
		const long = unit.repeat(LENGTH / unit.length);
		return [`${long}\u0000`, `a${long}!`, `0${long}~`];
	});
}

/** Milliseconds, or more than allowed when it had to be ended. */
function timeOf(pattern: string, text: string): number {
	const started = performance.now();
	try {
		runInNewContext(`${pattern}.test(text)`, { text }, { timeout: MAX_MS });
	} catch {
		return Infinity;
	}
	return performance.now() - started;
}

const all = await patterns();

test('the patterns are found', () => {
	expect(all.length).toBeGreaterThan(50);
});

test('a catastrophic pattern, and one that is only slow, would be noticed', () => {
	for (const bad of ['/^(a+)+$/', '/a*a*a*b/']) {
		expect(attacksOn(bad).some((text) => timeOf(bad, text) > MAX_MS)).toBe(true);
	}
});

describe('each decides at once about long hostile text', () => {
	test.each(all)('%s', (pattern) => {
		for (const text of attacksOn(pattern)) {
			expect(timeOf(pattern, text), JSON.stringify(text.slice(0, 6))).toBeLessThan(MAX_MS);
		}
	});
});
