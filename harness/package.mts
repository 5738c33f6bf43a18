import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { packPackage } from '../n8n/install.mts';
import { log } from './log.mts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Our package as a user would install it: the tarball that `PAYSTAND_TARBALL` names, else one that is
 * built and packed now.
 *
 * @param folder where a new tarball goes
 * @returns the full path of the tarball
 * @throws Error with the compiler's output when the package does not build
 */
export async function packedPackage(folder: string): Promise<string> {
	const { PAYSTAND_TARBALL } = process.env;
	if (PAYSTAND_TARBALL) return PAYSTAND_TARBALL;
	log('Building the package …');
	await run('npm', ['run', '--silent', 'build'], { cwd: root }).catch((error) => {
		throw new Error(`The package does not build:\n${error.stdout}${error.stderr}`);
	});
	return await packPackage(folder);
}
