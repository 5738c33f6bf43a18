import { find } from './control.mjs';

const SHOWN_MS = 12_000;
let timer;

/** Tells a person something: good news for some seconds, bad news until the page is left. */
export function notify(message, bad = false) {
	find('notice-text').textContent = message;
	Object.assign(find('notice'), { hidden: false, className: bad ? 'bad' : '' });
	clearTimeout(timer);
	if (!bad) timer = setTimeout(dismiss, SHOWN_MS);
}

/** Takes the notice away: it belongs to the page that it came up on. */
export function dismiss() {
	clearTimeout(timer);
	find('notice').hidden = true;
	find('notice-text').textContent = '';
}

/** Runs what a person asked for; what goes wrong is told, not lost. */
export async function guarded(work) {
	try {
		await work();
	} catch (error) {
		notify(error.message, true);
	}
}
