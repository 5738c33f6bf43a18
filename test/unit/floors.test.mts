/**
 * The structure of the repository: which room may import from which, and that nothing runs in a
 * circle. Imports of types count like any other: what is described together belongs together.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Rooms from the ground up. A room imports from the floors below it and from itself; rooms of the
 * same floor leave each other alone, unless they are named in `NEIGHBOURS`.
 */
const FLOORS = [
	['api'],
	['client'],
	['credentials', 'nodes'],
	['sandbox'],
	['conform'],
	['n8n', 'harness'],
	['demo', 'bench', 'examples', 'test'],
];
const NEIGHBOURS: Record<string, string[]> = { harness: ['n8n'] };

/** Rooms that import from no other: they have to be able to prove the others wrong, or come first. */
const ALONE = ['sandbox', 'conform', 'setup'];

/** The floor that may use `setup`, which belongs to no floor. */
const TOP = FLOORS.at(-1)!;

/** Imports by path, relative to the root; a file's own imports are paths too. */
type Graph = Map<string, string[]>;

async function readGraph(): Promise<Graph> {
	const rooms = [...FLOORS.flat(), 'setup'].filter((room) => existsSync(join(ROOT, room)));
	const graph: Graph = new Map();
	for (const room of rooms) {
		for (const path of await sourcesIn(room)) {
			graph.set(path, importsOf(path, await readFile(join(ROOT, path), 'utf8')));
		}
	}
	return graph;
}

/** The room n8n holds an installed n8n as well, which would take long to walk through. */
async function sourcesIn(folder: string): Promise<string[]> {
	const entries = await readdir(join(ROOT, folder), { withFileTypes: true });
	const found = entries.map(async (entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : await sourcesIn(path);
		return /\.(ts|mts|mjs)$/.test(entry.name) ? [path] : [];
	});
	return (await Promise.all(found)).flat();
}

function importsOf(path: string, text: string): string[] {
	return ts
		.preProcessFile(text, true, true)
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => /^\.\.?(\/|$)/.test(name))
		.map((name) => fileOf(normalize(join(dirname(path), name))));
}

/** CommonJS names a file without its extension, and a folder for its index. */
function fileOf(path: string): string {
	const names = [path, `${path}.ts`, `${path}/index.ts`];
	return names.find((name) => /\.\w+$/.test(name) && existsSync(join(ROOT, name))) ?? path;
}

const roomOf = (path: string) => path.split('/')[0]!;

function mayImport(from: string, to: string): boolean {
	if (from === to) return true;
	if (ALONE.includes(from)) return false;
	if (to === 'setup') return TOP.includes(from);
	const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));
	if (floorOf(to) < 0) return false;
	return floorOf(to) < floorOf(from) || (NEIGHBOURS[from]?.includes(to) ?? false);
}

/** Imports that go up, to the side, or to no room at all. */
function wrongWays(graph: Graph): string[] {
	return [...graph].flatMap(([path, imports]) =>
		imports
			.filter((name) => !mayImport(roomOf(path), roomOf(name)))
			.map((name) => `${path} → ${name}`),
	);
}

/** Groups of names that reach each other, each shown as one way around. */
function circles(graph: Graph): string[] {
	const done = new Set<string>();
	const found: string[] = [];
	const visit = (name: string, way: string[]) => {
		const start = way.indexOf(name);
		if (start >= 0) found.push([...way.slice(start), name].join(' → '));
		if (start >= 0 || done.has(name)) return;
		for (const next of graph.get(name) ?? []) visit(next, [...way, name]);
		done.add(name);
	};
	for (const name of graph.keys()) visit(name, []);
	return found;
}

/**
 * The graph as it is seen from a folder: what lies in it, sub-folders as one each.
 *
 * @param folder `''` is the root, whose sub-folders are the rooms
 */
function seenFrom(folder: string, graph: Graph): Graph {
	const prefix = folder && `${folder}/`;
	const inside = (path: string) => path.startsWith(prefix);
	const childOf = (path: string) => path.slice(prefix.length).split('/')[0]!;
	const seen: Graph = new Map();
	for (const [path, imports] of graph) {
		if (!inside(path)) continue;
		const child = childOf(path);
		const others = imports.filter(inside).map(childOf);
		seen.set(child, [...(seen.get(child) ?? []), ...others.filter((other) => other !== child)]);
	}
	return seen;
}

const graph = await readGraph();
const folders = ['', ...new Set([...graph.keys()].flatMap(foldersOf))].sort();

function foldersOf(path: string): string[] {
	const parts = path.split('/').slice(0, -1);
	return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

test('the files are found, and each import is a file', () => {
	expect(graph.size).toBeGreaterThan(200);
	const lost = [...graph].flatMap(([path, imports]) =>
		imports.filter((name) => !existsSync(join(ROOT, name))).map((name) => `${path} → ${name}`),
	);
	expect(lost).toEqual([]);
});

test('an import never runs upward, nor into a room beside', () => {
	expect(wrongWays(graph)).toEqual([]);
});

test('no files import each other in a circle', () => {
	expect(circles(graph)).toEqual([]);
});

test.each(folders)('seen from /%s, no folders import each other in a circle', (folder) => {
	expect(circles(seenFrom(folder, graph))).toEqual([]);
});

/** A check that notices nothing would let everything pass. */
describe('the check itself notices', () => {
	test.each([
		['client/a.ts', 'nodes/b.ts'],
		['nodes/a.ts', 'credentials/b.ts'],
		['sandbox/a.mts', 'client/b.ts'],
		['conform/a.mts', 'sandbox/b.mts'],
		['harness/a.mts', 'test/b.mts'],
		['n8n/a.mts', 'harness/b.mts'],
		['demo/a.mts', 'bench/b.mts'],
		['test/a.mts', 'demo/b.mts'],
		['harness/a.mts', 'setup/b.mjs'],
		['setup/a.mjs', 'n8n/b.mts'],
		['test/a.mts', 'gulpfile.mjs'],
	])('%s may not import %s', (from, to) => {
		expect(wrongWays(new Map([[from, [to]]]))).toEqual([`${from} → ${to}`]);
	});

	test.each([
		['nodes/a.ts', 'client/b.ts'],
		['harness/a.mts', 'n8n/b.mts'],
		['bench/a.mts', 'harness/b.mts'],
		['test/a.mts', 'setup/b.mjs'],
	])('%s may import %s', (from, to) => {
		expect(wrongWays(new Map([[from, [to]]]))).toEqual([]);
	});

	test('a circle of three files, and of a file with itself', () => {
		const three = { 'a.ts': ['b.ts'], 'b.ts': ['c.ts'], 'c.ts': ['a.ts'], 'd.ts': ['d.ts'] };
		expect(circles(new Map(Object.entries(three)))).toEqual([
			'a.ts → b.ts → c.ts → a.ts',
			'd.ts → d.ts',
		]);
	});

	test('a circle of folders whose files make none', () => {
		const files = { 'x/a/1.ts': ['x/b/2.ts'], 'x/b/3.ts': ['x/a/4.ts'] };
		const made: Graph = new Map(Object.entries(files));
		expect(circles(made)).toEqual([]);
		expect(circles(seenFrom('x', made))).toEqual(['a → b → a']);
		expect(circles(seenFrom('', made))).toEqual([]);
	});
});
