/** A record's page: fields, what belongs to it, its time line, and its JSON behind a switch. */
import { act } from './actions.mjs';
import { COLUMNS, actionsOf } from './columns.mjs';
import { find } from './control.mjs';
import { fieldsOf } from './fields.mjs';
import { moment } from './format.mjs';
import { copyText } from './integrations.mjs';
import { guarded } from './notice.mjs';
import { hrefOf, titleOf } from './sections.mjs';
import { ask, context } from './session.mjs';
import { chipsOf, hintOf } from './status.mjs';
import { timelineOf } from './timeline.mjs';
import { buttons, chips, linked, make, show, table } from './table.mjs';

/** Tables on a record's page: which related rows, and under which heading. */
const TABLES = {
	customers: [
		['receivables', 'Receivables (invoices)'],
		['payments', 'Payments'],
		['creditMemos', 'Credit memos'],
	],
	transfers: [['reportEntries', 'Report entries: what the payout is made of']],
};

let current;
let shown = '';
let isJsonShown = false;
let changed = async () => {};

/** @param onChange is told when a person has changed the books */
export const startRecord = (onChange) => void (changed = onChange);

export async function showRecord(section, id) {
	if (current?.section !== section || current.id !== id) {
		shown = '';
		show(find('record'), crumbs(section));
	}
	current = { section, id };
	await refreshRecord();
}

export async function refreshRecord() {
	const asked = current;
	const { section, id } = asked;
	const view = await ask(`/records/${section.name}/${encodeURIComponent(id)}`);
	if (asked !== current) return;
	const now = JSON.stringify([section.name, view, context()]);
	if (now === shown) return;
	shown = now;
	show(find('record'), ...build(section, view));
}

const crumbs = (section) =>
	make(
		'p',
		{ className: 'crumbs' },
		linked({ href: hrefOf(section.name), text: `‹ ${section.title}` }),
	);

function build(section, view) {
	const { name } = section;
	const title = titleOf(name, view);
	const hint = hintOf(name, view);
	const json = jsonOf(view.record, 'The record as the API shows it');
	json.hidden = !isJsonShown;
	return [
		crumbs(section),
		make(
			'div',
			{ className: 'bar' },
			make('h2', {}, title),
			...chips(chipsOf(name, view, context())),
			...buttons(view, actionsOf(name, view), onAction, title),
			jsonSwitch(json),
		),
		...(hint ? [make('p', { className: 'hint' }, hint)] : []),
		json,
		fieldList(name, view),
		...(TABLES[name] ?? []).flatMap(([kind, heading]) => relatedTable(kind, heading, view)),
		...(view.event ? [make('h3', {}, 'Body'), jsonOf(view.event, 'The event as it is sent')] : []),
		make('h3', {}, 'Time line'),
		timeline(name, view),
	];
}

const onAction = (action, view) =>
	guarded(async () => {
		await act(action, view);
		await changed();
	});

function jsonSwitch(json) {
	const input = make('input', {
		type: 'checkbox',
		role: 'switch',
		checked: isJsonShown,
		dataset: { key: 'json' },
	});
	input.addEventListener('change', () => {
		isJsonShown = input.checked;
		json.hidden = !isJsonShown;
	});
	return make('label', { className: 'switch' }, input, 'JSON');
}

function jsonOf(value, label) {
	const text = make('pre', { tabIndex: 0, label, dataset: { key: label } });
	text.textContent = JSON.stringify(value, null, 2);
	const copy = make(
		'button',
		{ type: 'button', label: `Copy: ${label}`, onclick: () => void copyText(text, copy) },
		'Copy',
	);
	return make('div', { className: 'json' }, copy, text);
}

function fieldList(name, view) {
	const fields = fieldsOf(name, view, context()).map(({ label, values }) =>
		make('div', {}, make('dt', {}, label), ...values.map((value) => make('dd', {}, linked(value)))),
	);
	return make('dl', { className: 'fields' }, ...fields);
}

function relatedTable(kind, heading, { record, related, totals }) {
	const isOfCustomer = record.object === 'customer';
	const views = related[kind].toReversed();
	if (views.length === 0) return [];
	const all = totals[kind];
	const count = all > views.length ? ` (the newest ${views.length} of ${all})` : ` (${all})`;
	const columns = COLUMNS[kind].filter(({ title }) => title !== 'Customer' || !isOfCustomer);
	return [
		make('h3', {}, heading + count),
		make(
			'div',
			{ className: 'scroll' },
			table({ name: heading, columns, views, context: context() }),
		),
	];
}

function timeline(name, view) {
	const { zone } = context();
	const entries = timelineOf(name, view).map(({ time, title, note, href, tone, isEvent }) =>
		make(
			'li',
			{ className: [isEvent ? 'event' : 'fact', tone].filter(Boolean).join(' ') },
			make('time', { dateTime: time }, moment(time, zone)),
			make('span', { className: 'what' }, linked({ text: title, href })),
			...(note ? [make('span', { className: 'note' }, note)] : []),
		),
	);
	return make('ol', { className: 'timeline' }, ...entries);
}
