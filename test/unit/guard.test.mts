import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const SHIPPED = ['client', 'credentials', 'nodes'];

/** Files over 200 lines, each with the reason why it is not two. */
const LONG: Record<string, string> = {
	'credentials/PaystandApi.credentials.ts': 'n8n wants a credential in one class in one file.',
};

async function sources(): Promise<Array<{ path: string; text: string }>> {
	const found = await Promise.all(
		SHIPPED.map(async (folder) => {
			const entries = await readdir(join(ROOT, folder), { recursive: true });
			return entries.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
		}),
	);
	const paths = found.flat().sort();
	return await Promise.all(
		paths.map(async (path) => ({ path, text: await readFile(join(ROOT, path), 'utf8') })),
	);
}

const files = await sources();
const importsOf = (text: string) =>
	ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
/** The code without its comments, so that a comment may name what the code may not. */
const codeOf = (text: string) =>
	ts.transpileModule(text, {
		compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext },
	}).outputText;

test('the shipped code is found', () => {
	expect(files.length).toBeGreaterThan(30);
	expect(importsOf(files.find(({ path }) => path === 'client/multipart.ts')!.text)).toEqual([
		'node:crypto',
	]);
});

/** What each file imports, with the top folder that it lies in when it is one of ours. */
const imports = files.flatMap(({ path, text }) =>
	importsOf(text).map((name) => ({
		path,
		name,
		folder: /^\.\.?\//.test(name)
			? relative(ROOT, resolve(ROOT, dirname(path), name)).split('/')[0]
			: undefined,
	})),
);

describe('the shipped code', () => {
	test('imports only n8n-workflow, node:crypto and shipped files', () => {
		const foreign = imports.filter(
			({ name, folder }) =>
				!['n8n-workflow', 'node:crypto'].includes(name) && !SHIPPED.includes(folder ?? ''),
		);
		expect(foreign).toEqual([]);
		const around = /\b(require|import)\s*\(|\bprocess\.|\bglobalThis\b/;
		expect(files.filter(({ text }) => around.test(codeOf(text))).map(({ path }) => path)).toEqual(
			[],
		);
	});

	test('imports from its own floor or the one below', () => {
		const below: Record<string, string[]> = {
			client: ['client'],
			credentials: ['client', 'credentials'],
			nodes: ['client', 'nodes'],
		};
		const upward = imports.filter(
			({ path, folder }) => folder && !below[path.split('/')[0]].includes(folder),
		);
		expect(upward).toEqual([]);
	});

	test('sends nothing but through the client, and the credential for its token', () => {
		const sends = /helpers\s*\.\s*(http)?request|\bfetch\s*\(|XMLHttpRequest/i;
		const senders = files.filter(({ text }) => sends.test(codeOf(text))).map(({ path }) => path);
		expect(senders).toEqual(['client/send.ts', 'credentials/PaystandApi.credentials.ts']);
	});

	test('keeps to the rules without exceptions', () => {
		const exceptions = /eslint-disable|@ts-(ignore|expect-error|nocheck)|prettier-ignore/;
		expect(files.filter(({ text }) => exceptions.test(text)).map(({ path }) => path)).toEqual([]);
	});

	test('has no file over 200 lines, but those with a reason', () => {
		const long = files.filter(({ text }) => text.trimEnd().split('\n').length > 200);
		expect(long.map(({ path }) => path)).toEqual(Object.keys(LONG));
	});
});
