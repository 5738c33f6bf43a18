import process from 'node:process';
import { say, SetupError } from './command.mjs';
import { aptGet, canUseApt, isExecutable, isOnPath } from './system.mjs';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APPS = [
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds the Chromium or Chrome that the screen tests drive, or installs Debian's.
 *
 * @returns {Promise<string>} the full path of the browser
 * @throws {SetupError} when there is none and it cannot be installed unasked
 */
export async function bringBrowser() {
	const found = findBrowser();
	if (found) return found;
	if (canUseApt()) {
		say('Installing Chromium with apt-get (about 1 minute, 400 MB) …');
		await aptGet('chromium', ['chromium']);
		const installed = findBrowser();
		if (installed) return installed;
	}
	throw new SetupError(
		'The screen tests need Chromium or Google Chrome, and none was found. ' +
			'Install one, or set CHROMIUM_PATH to its program file.',
	);
}

function findBrowser() {
	const given = process.env.CHROMIUM_PATH;
	if (given) {
		if (isExecutable(given)) return given;
		throw new SetupError(`CHROMIUM_PATH is ${given}, which is not a program file.`);
	}
	return PROGRAMS.map(isOnPath).find(Boolean) ?? MAC_APPS.find(isExecutable);
}
