import { readdir, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../sandbox/', import.meta.url));
const files = (await readdir(root, { recursive: true })).filter((file) => /\.m[tj]s$/.test(file));

/** What a file takes from elsewhere in the repository, relative to the sandbox. */
async function outside(file: string): Promise<string[]> {
	const source = await readFile(resolve(root, file), 'utf8');
	return [...source.matchAll(/(?:from|import|new URL)\s*\(?\s*'(\.[^']+)'/g)]
		.map(([, to]) => relative(root, resolve(dirname(resolve(root, file)), to!)))
		.filter((to) => to.startsWith('..'));
}

test('the sandbox knows the API document and nothing else, so that it can prove the client wrong', async () => {
	expect(files.length).toBeGreaterThan(50);
	const taken = (await Promise.all(files.map(outside))).flat();
	expect(taken).toEqual(['../api/paystand-x.openapi.yaml']);
});
