import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { cleanEnvironment, messageOf, run, say, SetupError } from './command.mjs';
import { n8nFolder, root } from './paths.mjs';
import { bringToolchain } from './toolchain.mjs';

const NPM_OPTIONS = ['--ignore-scripts', '--no-audit', '--no-fund'];
/** n8n 1 and 2.0 may be without the second one. */
const NATIVE_MODULES = ['sqlite3', 'isolated-vm'];

/**
 * Installs the project's own packages, and with them Node 24: the npm package `node` carries it, so
 * nothing outside the registry is needed.
 */
export async function bringRootPackages() {
	if (!isInstalled(root)) {
		say('Installing the project’s packages (about 1 minute, 900 MB) …');
		const took = await npmCi(root, 'packages');
		say(`  done in ${took}`);
	}
	if (!hasNode24()) {
		say('Bringing Node 24 (10 seconds) …');
		await run('node24', ['npm', 'rebuild', 'node'], { cwd: root, env: systemEnvironment() });
		if (!hasNode24()) {
			throw new SetupError(
				`Node ${wantedNodeVersion()} did not arrive in ${root}/node_modules. Delete node_modules and try again.`,
			);
		}
	}
}

/** Installs the pinned n8n and compiles its two native modules for Node 24. */
export async function bringN8n() {
	if (!isInstalled(n8nFolder)) {
		say('Installing n8n 2.41 (about 3 minutes, 2.9 GB; only the first time) …');
		const took = await npmCi(n8nFolder, 'n8n');
		say(`  done in ${took}`);
	}
	await compileNativeModules(n8nFolder, 'n8n-native');
}

/**
 * Installs another version of n8n, as npm finds its packages today, and compiles its native modules
 * for Node 24. What is there already is left alone.
 *
 * @param {string} version
 * @param {string} folder of its own
 * @throws {SetupError} when it does not install
 */
export async function bringN8nVersion(version, folder) {
	const installed = packagesOf(installedLockfile(folder))['node_modules/n8n'];
	if (installed?.version !== version) {
		say(`Installing n8n ${version} (3 to 10 minutes, up to 2.9 GB) …`);
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		const { overrides } = JSON.parse(readFileSync(join(n8nFolder, 'package.json'), 'utf8'));
		const manifest = {
			private: true,
			dependencies: { n8n: version },
			// n8n 2.0 and 1.x name an archive outside of npm's registry; this is the same library.
			overrides: { ...overrides, xlsx: 'npm:@e965/xlsx@0.20.3' },
		};
		writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
		const took = await run(`n8n-${version}`, ['npm', 'install', ...NPM_OPTIONS], {
			cwd: folder,
			env: systemEnvironment(),
		});
		say(`  done in ${took}`);
	}
	await compileNativeModules(folder, `n8n-${version}-native`);
}

/**
 * All versions of n8n in npm's registry, oldest first.
 *
 * @returns {string[]}
 */
export function n8nVersions() {
	const asked = spawnSync('npm', ['view', 'n8n', 'versions', '--json'], {
		env: systemEnvironment(),
		encoding: 'utf8',
	});
	if (asked.status !== 0) throw new SetupError(`npm does not tell n8n’s versions: ${asked.stderr}`);
	return JSON.parse(asked.stdout);
}

/**
 * @param {string} folder with an n8n
 * @param {string} name names the log file
 */
async function compileNativeModules(folder, name) {
	const modules = NATIVE_MODULES.filter((module) =>
		existsSync(join(folder, 'node_modules', module)),
	);
	if (modules.every((module) => loads(module, folder))) return;
	const advice = await bringToolchain();
	say('Compiling n8n’s database driver for Node 24 (about 2 minutes) …');
	try {
		const took = await run(name, ['npm', 'rebuild', ...modules], {
			cwd: folder,
			env: node24Environment(),
		});
		say(`  done in ${took}`);
	} catch (error) {
		throw advice ? new SetupError(`${messageOf(error)}\n${advice}`) : error;
	}
	const missing = modules.filter((module) => !loads(module, folder));
	if (missing.length > 0) {
		throw new SetupError(
			`Under Node 24 n8n cannot load ${missing.join(', ')}. ${advice ?? `Delete ${folder}/node_modules and try again.`}`,
		);
	}
}

/**
 * The folder of the platform's Node 24 package: `bin/node` and, for compilers, `include/node`.
 *
 * @throws {SetupError} when it is not there
 */
export function node24Folder() {
	const folder = findNode24();
	if (folder === undefined) throw new SetupError(`There is no Node 24 in ${root}/node_modules.`);
	return folder;
}

function findNode24() {
	const fromNode = createRequire(join(root, 'node_modules', 'node', 'package.json'));
	const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	try {
		const name = `${prefix}-${process.platform}-${process.arch}/package.json`;
		return dirname(fromNode.resolve(name));
	} catch {
		return undefined;
	}
}

/** The environment in which `node` is Node 24 and native modules are compiled against its headers. */
export function node24Environment() {
	const environment = systemEnvironment();
	const folder = node24Folder();
	return {
		...environment,
		PATH: `${join(folder, 'bin')}${delimiter}${environment.PATH}`,
		npm_config_nodedir: folder,
	};
}

/**
 * `npm test` puts node_modules/.bin first in PATH; an npm of our own that replaces that very folder
 * must run on the system's Node instead.
 */
function systemEnvironment() {
	const environment = cleanEnvironment();
	const own = join(root, 'node_modules');
	const path = (environment.PATH ?? '').split(delimiter).filter((entry) => !entry.startsWith(own));
	return { ...environment, PATH: path.join(delimiter) };
}

/**
 * @param {string} folder with a package.json and its lockfile
 * @param {string} name names the log file
 */
async function npmCi(folder, name) {
	// npm writes this file last. Removed first, an interrupted install is seen as one next time.
	rmSync(installedLockfile(folder), { force: true });
	return await run(name, ['npm', 'ci', ...NPM_OPTIONS], {
		cwd: folder,
		env: systemEnvironment(),
	});
}

/**
 * Whether npm finished installing exactly what the lockfile names.
 *
 * @param {string} folder
 */
function isInstalled(folder) {
	if (!existsSync(installedLockfile(folder))) return false;
	const wanted = packagesOf(join(folder, 'package-lock.json'));
	const present = packagesOf(installedLockfile(folder));
	return Object.entries(wanted).every(
		([path, { version, optional, devOptional }]) =>
			path === '' || optional || devOptional || present[path]?.version === version,
	);
}

/** @param {string} folder */
function installedLockfile(folder) {
	return join(folder, 'node_modules', '.package-lock.json');
}

/**
 * @param {string} lockfile
 * @returns {Record<string, {version: string, optional?: boolean, devOptional?: boolean}>} by path; none when
 *   there is no such file
 */
function packagesOf(lockfile) {
	try {
		return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
	} catch {
		return {};
	}
}

/** npm prunes the folder with the headers on some installs while the program itself stays. */
function hasNode24() {
	return findNode24() !== undefined && node24Version() === wantedNodeVersion();
}

function wantedNodeVersion() {
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
}

function node24Version() {
	const asked = spawnSync(join(root, 'node_modules', '.bin', 'node'), ['--version']);
	return asked.status === 0 ? asked.stdout.toString().trim().replace(/^v/, '') : undefined;
}

/**
 * @param {string} name of a package of an n8n
 * @param {string} folder where that n8n is
 */
function loads(name, folder) {
	const node = join(root, 'node_modules', '.bin', 'node');
	const asked = spawnSync(node, ['-e', `require('${name}')`], { cwd: folder, stdio: 'ignore' });
	return asked.status === 0;
}
