import { say } from './command.mjs';
import process from 'node:process';
import { aptGet, canUseApt, isOnPath } from './system.mjs';

/** Programs, each of which Debian has in a package of the same name. */
const TOOLS = ['g++', 'make', 'python3'];

/**
 * n8n's SQLite driver is compiled on the spot, which takes a C++ compiler, make and Python. Brings
 * them where that is possible without asking.
 *
 * @returns {Promise<string | undefined>} what to do by hand, where it is not possible. A prebuilt
 *   driver may still save the day, so this is advice for the case that compiling fails.
 */
export async function bringToolchain() {
	const missing = TOOLS.filter((tool) => !isOnPath(tool));
	if (missing.length === 0) return undefined;
	if (canUseApt()) {
		say(`Installing ${missing.join(', ')} with apt-get (about 1 minute) …`);
		await aptGet('toolchain', missing);
		return undefined;
	}
	const how =
		process.platform === 'darwin'
			? 'xcode-select --install'
			: `sudo apt-get install ${missing.join(' ')}   (or your system’s own way)`;
	const advice = `n8n’s SQLite driver needs ${missing.join(', ')}, missing here. Install: ${how}`;
	say(advice);
	return advice;
}
