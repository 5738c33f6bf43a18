/** The page where one looks for credentials and webhook URLs, as in Paystand's own dashboard. */
import { call, find } from './control.mjs';
import { notify } from './notice.mjs';
import { merchant, session } from './session.mjs';
import { make } from './table.mjs';

let shown = '';

/** Fills the page in, unless it is this merchant's already: what a person types stays. */
export function showIntegrations() {
	const { id, name, clientId, clientSecret, publishableKey, timezone, apiEnabled, webhooks } =
		merchant();
	const now = JSON.stringify([id, webhooks]);
	if (now === shown) return;
	shown = now;
	const entries = [
		['Environment', 'Custom'],
		['Base URL', `${location.origin}/v3`],
		['Client ID', clientId],
		['Client Secret', clientSecret],
		['Customer ID', id],
		['Publishable key', publishableKey],
	];
	find('credentials').replaceChildren(...entries.map(([label, value]) => line(label, value)));
	find('credentials-of').textContent = `${name} (time zone ${timezone}).`;
	find('no-api').hidden = apiEnabled;
	find('webhook-on').checked = webhooks.enabled;
	find('webhook-urls').value = webhooks.urls.join('\n');
}

/** The page is to be filled in anew when it is next shown. */
export const forgetIntegrations = () => void (shown = '');

export async function saveWebhooks() {
	const urls = find('webhook-urls')
		.value.split('\n')
		.map((url) => url.trim())
		.filter(Boolean);
	const { merchantId } = session;
	const enabled = find('webhook-on').checked;
	await call('PUT', '/webhooks', { merchantId, enabled, urls });
	forgetIntegrations();
	const to = urls.length === 1 ? '1 URL' : `${urls.length} URLs`;
	notify(enabled ? `Saved. Events are sent to ${to}.` : 'Saved. No events are sent.');
}

function line(label, value) {
	const text = make('code', {}, value);
	const copy = make(
		'button',
		{ type: 'button', label: `Copy ${label}`, onclick: () => void copyText(text, copy) },
		'Copy',
	);
	return make('div', {}, make('dt', {}, label), make('dd', {}, text, copy));
}

/** Copies an element's text; where the browser forbids it, selects it to be copied by hand. */
export async function copyText(element, button) {
	const label = button.textContent;
	try {
		await navigator.clipboard.writeText(element.textContent);
		button.textContent = 'Copied';
	} catch {
		getSelection().selectAllChildren(element);
		button.textContent = 'Selected: press Ctrl+C';
	}
	setTimeout(() => (button.textContent = label), 2000);
}
