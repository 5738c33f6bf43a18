import { call, find } from './control.mjs';
import { make } from './table.mjs';

/** Shows a merchant's webhooks, and what a client needs to call the API as this merchant. */
export function showSettings({ webhooks, id, clientId, clientSecret, publishableKey, timezone }) {
	find('webhook-on').checked = webhooks.enabled;
	find('webhook-urls').value = webhooks.urls.join('\n');
	const entries = {
		'Base URL': `${location.origin}/v3`,
		'Customer id': id,
		'Client id': clientId,
		'Client secret': clientSecret,
		'Publishable key': publishableKey,
		'Time zone': timezone,
	};
	find('credentials').replaceChildren(
		...Object.entries(entries).flatMap(([name, value]) => [
			make('dt', {}, name),
			make('dd', {}, value),
		]),
	);
}

export function saveSettings(merchantId) {
	const urls = find('webhook-urls')
		.value.split('\n')
		.map((url) => url.trim())
		.filter(Boolean);
	return call('PUT', '/webhooks', { merchantId, enabled: find('webhook-on').checked, urls });
}
