import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const FACTS = 'docs/paystand-api.md';
/** What is installed or made, not written. */
const NOT_OURS = ['node_modules', 'dist', 'coverage', '.git', '.cache', '.n8n'];
const TEXT = /\.(md|ts|mts|mjs|js|json|ya?ml|html|css)$/;

interface Written {
	path: string;
	text: string;
}

async function written(folder = ''): Promise<Written[]> {
	const entries = await readdir(join(ROOT, folder), { withFileTypes: true });
	const found = await Promise.all(
		entries.map(async (entry): Promise<Written[]> => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : await written(path);
			if (!entry.isFile() || !TEXT.test(path) || entry.name === 'package-lock.json') return [];
			return [{ path, text: await readFile(join(ROOT, path), 'utf8') }];
		}),
	);
	return found.flat();
}

const files = await written();
const pages = files.filter(({ path }) => path.endsWith('.md'));

/** The page without what is in code, where a `#` is no heading and brackets are no link. */
const prose = (markdown: string) =>
	markdown
		.replace(/^(```+|~~~+)[\s\S]*?^\1`*~*$/gm, '')
		.replace(/(`+)[^`\n](.*?[^`])??\1(?!`)/g, '');

/**
 * The anchors that GitHub gives the headings of a page: lower case, without punctuation, with hyphens
 * for spaces; one that is there already gets `-1`, `-2` and so on.
 */
function anchorsOf(markdown: string): string[] {
	const headings = markdown
		.replace(/^(```+|~~~+)[\s\S]*?^\1`*~*$/gm, '')
		.matchAll(/^ {0,3}#{1,6}\s+(.*?)\s*#*$/gm);
	const times = new Map<string, number>();
	return [...headings].map(([, heading]) => {
		const anchor = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
			.replaceAll(' ', '-');
		const time = times.get(anchor) ?? 0;
		times.set(anchor, time + 1);
		return time === 0 ? anchor : `${anchor}-${time}`;
	});
}

const anchors = new Map(pages.map(({ path, text }) => [path, anchorsOf(text)]));

test('anchors are those of GitHub', () => {
	const page =
		'# Rate limit\n## `x` & y_z, no. 2\n## Rate limit\n```\n# not one\n```\n## [A link](b.md)!\n';
	expect(anchorsOf(page)).toEqual(['rate-limit', 'x--y_z-no-2', 'rate-limit-1', 'a-link']);
});

describe('what is known of the API', () => {
	const known = anchors.get(FACTS) ?? [];

	test('has headings that nobody has to count', () => {
		expect(known.length).toBeGreaterThan(100);
		expect(known).toEqual([...new Set(known)]);
	});

	test('has the heading that a reference names', () => {
		// Of several headings only the first has the path; a comment may break between them.
		const reference = /docs\/paystand-api\.md#([\w-]+(?:,(?:\s|\*|\/\/)*#[\w-]+)*)/g;
		const named = files.flatMap(({ path, text }) =>
			[...text.matchAll(reference)].flatMap(([, list]) =>
				list.split('#').map((part) => ({ path, anchor: part.replace(/[^\w-]+$/, '') })),
			),
		);
		expect(named.length).toBeGreaterThan(100);
		expect(named.filter(({ anchor }) => !known.includes(anchor))).toEqual([]);
	});

	test('is referred to by heading, never by the number of another paper', () => {
		const other = new RegExp(['fact', 'sheet'].join('(?:[\\s*#]|//)+'), 'i');
		expect(files.filter(({ text }) => other.test(text)).map(({ path }) => path)).toEqual([]);
	});
});

describe('the pages', () => {
	/** Links and pictures to a place of this repository: `[text](path#anchor)`, `![](path)`, `[x]: path`. */
	const links = pages.flatMap(({ path, text }) =>
		[...prose(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)/gm)]
			.map(([, inline, below]) => inline ?? below)
			.filter((target) => !/^[a-z][a-z+.-]*:/i.test(target))
			.map((target) => ({ path, target })),
	);

	test('link to files that are there', async () => {
		expect(links.length).toBeGreaterThan(100);
		const broken = await Promise.all(
			links.map(async ({ path, target }) => {
				const [file] = target.split('#');
				const place = file ? join(dirname(path), decodeURIComponent(file)) : path;
				const isThere = await exists(place);
				return isThere ? undefined : `${path}: ${target}`;
			}),
		);
		expect(broken.filter(Boolean)).toEqual([]);
	});

	test('link to headings that are there', () => {
		const broken = links.filter(({ path, target }) => {
			const [file, anchor] = target.split('#');
			const page = anchors.get(file ? join(dirname(path), file) : path);
			return anchor && page && !page.includes(anchor);
		});
		expect(broken).toEqual([]);
	});

	test('can each be reached from the README', () => {
		const reached = new Set(['README.md']);
		for (const page of reached) {
			for (const { path, target } of links) {
				const [file] = target.split('#');
				const place = relative('', join(dirname(path), file));
				if (path === page && anchors.has(place)) reached.add(place);
			}
		}
		const docs = pages.filter(({ path }) => /^(docs|examples)\//.test(path) || !path.includes('/'));
		expect(docs.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
	});
});

async function exists(path: string): Promise<boolean> {
	const name = relative(ROOT, resolve(ROOT, path));
	if (name.startsWith('..')) return false;
	const siblings = await readdir(join(ROOT, dirname(name))).catch((): string[] => []);
	// Read from the folder, so that a wrong case is seen on a disk that does not mind it.
	return name === '' || siblings.includes(name.split('/').at(-1)!);
}
