import { find } from './control.mjs';

const SHOWN_MS = 6000;
let timer;

/** Tells a person something for a few seconds. */
export function notify(message, bad = false) {
	const notice = find('notice');
	Object.assign(notice, { textContent: message, hidden: false, className: bad ? 'bad' : '' });
	clearTimeout(timer);
	timer = setTimeout(() => (notice.hidden = true), SHOWN_MS);
}

/** Runs what a person asked for; what goes wrong is told, not lost. */
export async function guarded(work) {
	try {
		await work();
	} catch (error) {
		notify(error.message, true);
	}
}
