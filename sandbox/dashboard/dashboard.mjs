import { bodyRow, headRow, make } from './table.mjs';
import { reportColumns, views } from './views.mjs';
import { askDispute, askPayment, askRefund } from './dialogs.mjs';
import { call, find } from './control.mjs';
import { guarded, notify } from './notice.mjs';
import { saveSettings, showSettings } from './settings.mjs';

const PAGE = 50;
const REFRESH_MS = 2000;

let state;
let merchantId = '';
let view = views[1];
let offset = 0;
/** Receivables that a person chose to pay together, by id. */
const chosen = new Map();
let shownRows = '';

const merchant = () => state.merchants.find(({ id }) => id === merchantId) ?? state.merchants[0];

async function refresh() {
	state = await call('GET', '/state');
	merchantId = merchant().id;
	showHeader();
	if (find('webhooks').hidden) await showRows();
}

function showHeader() {
	const names = state.merchants.map(({ id, name }) => [id, name]);
	if (find('merchant').options.length !== names.length)
		find('merchant').replaceChildren(
			...names.map(([value, name]) => make('option', { value }, name)),
		);
	find('merchant').value = merchantId;
	find('now').textContent = new Date(state.now).toLocaleString('en-GB', {
		dateStyle: 'medium',
		timeStyle: 'medium',
	});
	if (document.activeElement !== find('speed')) find('speed').value = state.speed;
	const counts = { ...merchant().counts, deliveries: '' };
	const { pending, failed } = state.deliveries;
	if (pending || failed) counts.deliveries = `${pending} pending, ${failed} failed`;
	for (const tab of find('tabs').children)
		tab.querySelector('span').textContent = counts[tab.value] ?? '';
}

async function showRows() {
	const wanted = view;
	const query = new URLSearchParams({
		merchantId,
		offset,
		limit: PAGE,
		search: find('search').value,
	});
	const path = view.name === 'deliveries' ? '/deliveries' : `/books/${view.name}`;
	const { total, rows } = await call('GET', `${path}?${query}`);
	if (wanted !== view) return;
	find('range').textContent = total ? `${offset + 1}–${offset + rows.length} of ${total}` : '';
	find('newer').disabled = offset === 0;
	find('older').disabled = offset + rows.length >= total;
	find('empty').hidden = rows.length > 0;
	find('empty').textContent = find('search').value ? 'Nothing matches the search.' : view.empty;
	const now = JSON.stringify([view.name, rows, [...chosen.keys()]]);
	if (now === shownRows) return;
	shownRows = now;
	find('head').replaceChildren(headRow(view.columns, view.selectable));
	find('rows').replaceChildren(
		...rows.map((row) =>
			bodyRow(row, view.columns, {
				selectable: view.selectable?.(row),
				chosen: view.selectable && chosen,
				onChoose: showChosen,
				onOpen: () => guarded(() => showDetail(row)),
				onAction: (name) => guarded(() => act(name, row)),
			}),
		),
	);
}

function showChosen() {
	find('pay-selected').hidden = chosen.size === 0 || view.name !== 'receivables';
	find('pay-selected').textContent = `Pay ${chosen.size} together`;
}

async function act(name, row) {
	if (name === 'pay') await pay([row]);
	if (name === 'refund' && (await askRefund(merchantId, row))) notify('The refund is on its way.');
	if (name === 'dispute' && (await askDispute(merchantId, row))) notify('The dispute is open.');
	if (name === 'send') {
		const { sentTo } = await call('POST', `/events/${row.eventId}/send`);
		notify(`Sent again to ${sentTo.join(', ')}.`);
	}
	await refresh();
}

async function pay(rows) {
	const payment = await askPayment(merchantId, rows);
	if (!payment) return;
	chosen.clear();
	shownRows = '';
	showChosen();
	notify(
		'The payment is created. It is posted a minute later (a bank’s: a day), so advance the clock.',
	);
}

async function showDetail(row) {
	find('detail-title').textContent = `${row.object ?? 'delivery'} ${row.id}`;
	find('detail-json').textContent = JSON.stringify(row, null, 2);
	find('detail-table').replaceChildren();
	if (view.name === 'transfers') {
		const query = new URLSearchParams({ merchantId, limit: 1000, search: row.id });
		const { rows } = await call('GET', `/books/reportEntries?${query}`);
		const lines = rows.reverse().map((entry) => bodyRow(entry, reportColumns));
		find('detail-table').append(
			make('table', {}, make('thead', {}, headRow(reportColumns)), make('tbody', {}, ...lines)),
		);
	}
	find('detail').showModal();
}

async function showSection(name) {
	for (const tab of find('tabs').children)
		tab.setAttribute('aria-current', tab.value === name ? 'page' : 'false');
	const settings = name === 'webhooks';
	find('webhooks').hidden = !settings;
	find('list').hidden = settings;
	if (settings) return showSettings(merchant());
	view = views.find((one) => one.name === name);
	offset = 0;
	find('search').value = '';
	find('title').textContent = view.title;
	showChosen();
	return showRows();
}

const on = (id, event, work) =>
	find(id).addEventListener(event, (happening) => guarded(() => work(happening)));

for (const { name, title } of [...views, { name: 'webhooks', title: 'Webhooks' }])
	find('tabs').append(
		make(
			'button',
			{ type: 'button', value: name, onclick: () => guarded(() => showSection(name)) },
			title,
			make('span'),
		),
	);
on('merchant', 'change', async ({ target }) => {
	merchantId = target.value;
	chosen.clear();
	shownRows = '';
	await showSection(find('tabs').querySelector('[aria-current=page]').value);
	await refresh();
});
on('clock', 'click', async ({ target }) => {
	if (target.name !== 'advance') return;
	target.disabled = true;
	try {
		await call('POST', '/clock', { advance: target.value });
	} finally {
		target.disabled = false;
	}
	await refresh();
});
on('clock', 'submit', (event) => event.preventDefault());
on('speed', 'change', ({ target }) => call('POST', '/clock', { speed: Number(target.value) }));
on('search', 'input', () => {
	offset = 0;
	return showRows();
});
on('newer', 'click', () => ((offset = Math.max(0, offset - PAGE)), showRows()));
on('older', 'click', () => ((offset += PAGE), showRows()));
on('pay-selected', 'click', () => pay([...chosen.values()]).then(refresh));
on('webhook-form', 'submit', async (event) => {
	event.preventDefault();
	await saveSettings(merchantId);
	await refresh();
	showSettings(merchant());
	notify('Saved.');
});

await guarded(async () => {
	await refresh();
	await showSection('receivables');
});
setInterval(() => {
	if (!document.hidden && !document.querySelector('dialog[open]')) void refresh().catch(() => {});
}, REFRESH_MS);
