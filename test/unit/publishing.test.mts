/** Rules of n8n's verification that no tool of n8n's checks here; see docs/publishing.md. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = async (path: string) => await readFile(join(ROOT, path), 'utf8');

const manifest = JSON.parse(await read('package.json'));

describe('package.json', () => {
	test('MIT, with author, homepage and repository', () => {
		expect(manifest.license).toBe('MIT');
		expect(manifest.author).toMatchObject({
			name: expect.stringMatching(/\S/),
			email: expect.stringMatching(/^\S+@\S+$/),
		});
		expect(manifest.repository.url).toMatch(/^git\+https:\/\/github\.com\/\S+\.git$/);
		const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');
		expect(manifest.homepage).toBe(`${repository}#readme`);
		expect(manifest.keywords).toContain('n8n-community-node-package');
	});

	test('nothing is installed with it but itself', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.optionalDependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest).not.toHaveProperty('overrides');
		expect(manifest).not.toHaveProperty('bundleDependencies');
	});

	test('no script of it runs when somebody installs it', () => {
		const scripts = Object.keys(manifest.scripts);
		expect(
			scripts.filter((name) => /^(pre|post)?(install|prepare)$|^prepublish$/.test(name)),
		).toEqual([]);
	});
});

test('every placeholder of the owner is told as it is', async () => {
	const text = await read('docs/publishing.md');
	expect(text).toContain(`\`${manifest.name}\``);
	expect(text).toContain(`\`${manifest.author.name} <${manifest.author.email}>\``);
	expect(text).toContain(`\`${manifest.repository.url.replace(/^git\+|\.git$/g, '')}\``);
});

test.each([
	'Installation',
	'Credentials',
	'Operations',
	'Example flows',
	'Compatibility',
	'Resources',
	'Version history',
])('README has %s', async (heading) => {
	expect((await read('README.md')).split('\n')).toContain(`## ${heading}`);
});

test('README tells of the version that package.json has', async () => {
	const history = (await read('README.md')).split('## Version history')[1];
	expect(history).toContain(manifest.version);
});

describe('workflows on GitHub', async () => {
	const folder = '.github/workflows';
	const names = await readdir(join(ROOT, folder));

	test.each(names)('%s: actions are pinned to a commit, named by their version', async (name) => {
		const uses = (await read(join(folder, name)))
			.split('\n')
			.filter((line) => /\buses:/.test(line));
		expect(uses.length).toBeGreaterThan(0);
		for (const line of uses)
			expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	test.each(names)('%s: least permission', async (name) => {
		const { permissions, jobs } = parse(await read(join(folder, name)));
		const granted = [permissions, ...Object.values<any>(jobs).map((job) => job.permissions ?? {})];
		const allowed = name === 'publish.yml' ? { 'id-token': 'write' } : {};
		for (const permission of granted) {
			expect({ contents: 'read', ...allowed }).toMatchObject(permission);
		}
	});

	test('a release is published from there with provenance', async () => {
		const { jobs } = parse(await read(join(folder, 'publish.yml')));
		expect(jobs.publish.permissions).toEqual({ 'id-token': 'write', contents: 'read' });
		expect(manifest.scripts.release).toBe('n8n-node release');
		expect(manifest.scripts.prepublishOnly).toBe('n8n-node prerelease');
	});
});

describe.each(['docs/security.md', 'docs/publishing.md'])('%s', async (page) => {
	const text = await read(page);
	const paths = [...new Set(text.match(/\btest\/[\w./-]+\.mts/g))];

	test.each(paths)('names a test that exists: %s', async (path) => {
		await access(join(ROOT, path));
	});

	test('names proofs that exist', async () => {
		for (const [, name] of text.matchAll(/npm run prove -- (\w+)/g)) {
			await access(join(ROOT, 'test/prove', `${name}.mts`));
		}
	});
});
