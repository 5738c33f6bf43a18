/** Puts the dashboard together: the address says which page is shown, and it is kept up to date. */
import { find } from './control.mjs';
import { showHeader, startHeader } from './header.mjs';
import { forgetIntegrations, saveWebhooks, showIntegrations } from './integrations.mjs';
import { forgetList, refreshList, showList, startList } from './list.mjs';
import { dismiss, guarded } from './notice.mjs';
import { refreshRecord, showRecord, startRecord } from './record.mjs';
import { SECTIONS, hrefOf, routeOf } from './sections.mjs';
import { readState } from './session.mjs';
import { make } from './table.mjs';

const REFRESH_MS = 2000;

let route = routeOf(location.hash);

/** Which of the three kinds of pages an address is of. */
const kindOf = ({ section, id }) =>
	section.name === 'integrations' ? 'integrations' : id === undefined ? 'list' : 'record';

function showPage() {
	const { section, id } = route;
	const kind = kindOf(route);
	for (const name of ['list', 'record', 'integrations']) find(name).hidden = name !== kind;
	for (const tab of find('tabs').children)
		if (tab.dataset.section === section.name) tab.setAttribute('aria-current', 'page');
		else tab.removeAttribute('aria-current');
	document.title = `${section.title} · Paystand X sandbox`;
	if (kind === 'list') return showList(section);
	return kind === 'record' ? showRecord(section, id) : showIntegrations();
}

async function refresh() {
	await readState();
	showHeader();
	const kind = kindOf(route);
	if (kind === 'list') await refreshList();
	else if (kind === 'record') await refreshRecord();
	else showIntegrations();
}

/** Another merchant has none of the record that is open, but the same sections. */
async function changeMerchant() {
	forgetList();
	forgetIntegrations();
	dismiss();
	showHeader();
	if (route.id === undefined) await refresh();
	else location.hash = hrefOf(route.section.name);
}

for (const { name, title } of SECTIONS)
	find('tabs').append(
		make(
			'a',
			{ href: hrefOf(name), dataset: { section: name } },
			title,
			make('span', { className: 'count' }),
		),
	);
addEventListener('hashchange', () => {
	route = routeOf(location.hash);
	dismiss();
	scrollTo(0, 0);
	// What was clicked is gone: who uses the keyboard goes on from the top of the new page.
	find('main').focus({ preventScroll: true });
	void guarded(showPage);
});
startHeader(changeMerchant, refresh);
startList(refresh);
startRecord(refresh);
find('notice-close').addEventListener('click', dismiss);
find('webhook-form').addEventListener('submit', (event) => {
	event.preventDefault();
	void guarded(async () => {
		await saveWebhooks();
		await refresh();
	});
});

await guarded(async () => {
	await readState();
	showHeader();
	await showPage();
});
setInterval(() => {
	if (!document.hidden && !document.querySelector('dialog[open]')) void refresh().catch(() => {});
}, REFRESH_MS);
