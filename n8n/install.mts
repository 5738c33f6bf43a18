import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** n8n's own options. */
const NPM_INSTALL = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

interface Manifest {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

/**
 * Packs this package as `npm publish` would, from what `npm run build` left in `dist/`.
 *
 * @returns the full path of the tarball, in `folder`
 */
export async function packPackage(folder: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
	const { stdout } = await run('npm', args, { cwd: root });
	const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
	return join(folder, filename);
}

/**
 * Installs a community package the way n8n 2.41 does after it has fetched it (its
 * `community-packages.service`): untar into `.n8n/nodes/node_modules/<name>`, take development, peer
 * and optional dependencies out of its package.json, install the rest without scripts, and note the
 * version in `.n8n/nodes/package.json`. Fetching itself is left out: n8n takes packages from
 * registry.npmjs.org only, unless it has a licence for a registry of one's own.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = JSON.parse(
		stdout,
	) as Manifest;
	const folder = join(nodes, 'node_modules', kept.name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	await writeFile(join(folder, 'package.json'), JSON.stringify(kept, null, 2));
	await run('npm', NPM_INSTALL, { cwd: folder });
	await noteVersion(nodes, kept.name, kept.version);
}

async function noteVersion(nodes: string, name: string, version: string): Promise<void> {
	const ledger = join(nodes, 'package.json');
	const known = await readFile(ledger, 'utf8').catch(() => '{}');
	const dependencies = { ...(JSON.parse(known) as Partial<Manifest>).dependencies, [name]: version };
	const noted = { name: 'installed-nodes', private: true, dependencies };
	await writeFile(ledger, JSON.stringify(noted, null, 2));
}
