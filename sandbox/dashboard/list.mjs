/** A section's table: pages of it, its search, and the receivables chosen to be paid together. */
import { act, pay } from './actions.mjs';
import { COLUMNS, actionsOf } from './columns.mjs';
import { find } from './control.mjs';
import { guarded } from './notice.mjs';
import { ask, context, session } from './session.mjs';
import { show, table } from './table.mjs';

const PAGE = 50;

/** Where a person is in each section, so that "back" leads there. */
const places = new Map();
/** Receivables that a person chose to pay together, by id. */
const chosen = new Map();
let section;
let shown = '';
let changed = async () => {};

const place = () => {
	if (!places.has(section.name)) places.set(section.name, { offset: 0, search: '' });
	return places.get(section.name);
};

/** @param onChange is told when a person has changed the books */
export function startList(onChange) {
	changed = onChange;
	find('search').addEventListener('input', ({ target }) => {
		Object.assign(place(), { search: target.value, offset: 0 });
		void guarded(refreshList);
	});
	const turn = (pages) => () => {
		place().offset = Math.max(0, place().offset + pages * PAGE);
		void guarded(refreshList);
	};
	find('newer').addEventListener('click', turn(-1));
	find('older').addEventListener('click', turn(1));
	find('pay-selected').addEventListener('click', () =>
		guarded(async () => {
			if (!(await pay([...chosen.values()]))) return;
			chosen.clear();
			await changed();
		}),
	);
}

/** Another merchant's books: nothing of the former one's stays. */
export function forgetList() {
	places.clear();
	chosen.clear();
	shown = '';
}

export async function showList(of) {
	if (section !== of) {
		// The former section's rows must not stand under this one's heading while its own come.
		shown = '';
		show(find('table'));
		find('range').textContent = '';
		find('empty').hidden = true;
	}
	section = of;
	find('title').textContent = section.title;
	find('search').value = place().search;
	find('search').setAttribute('aria-label', `Search ${section.title.toLowerCase()}`);
	await refreshList();
}

export async function refreshList() {
	const { name, empty } = section;
	const { offset, search } = place();
	const { merchantId } = session;
	const { total, rows } = await ask(`/records/${name}`, { offset, limit: PAGE, search });
	const isLate = name !== section.name || merchantId !== session.merchantId;
	if (isLate || search !== place().search || offset !== place().offset) return;
	find('range').textContent = total ? `${offset + 1}–${offset + rows.length} of ${total}` : '';
	find('newer').disabled = offset === 0;
	find('older').disabled = offset + rows.length >= total;
	find('empty').hidden = rows.length > 0;
	find('empty').textContent = search ? 'Nothing matches the search.' : empty;
	for (const view of rows) if (chosen.has(view.record.id)) choose(view);
	showChosen();
	const now = JSON.stringify([name, context().today, rows, [...chosen.keys()]]);
	if (now === shown) return;
	shown = now;
	show(find('table'), ...(rows.length > 0 ? [build(rows)] : []));
}

const canPay = (view) => actionsOf('receivables', view).length > 0;

/** What was chosen may have been paid meanwhile. */
const choose = (view) =>
	canPay(view) ? chosen.set(view.record.id, view) : chosen.delete(view.record.id);

function build(views) {
	const { name } = section;
	const isPayable = name === 'receivables';
	const acts = ['receivables', 'payments', 'deliveries'].includes(name);
	return table({
		name: section.title,
		columns: COLUMNS[name],
		views,
		context: context(),
		...(isPayable && { choice: { can: canPay, chosen, onChange: showChosen } }),
		...(acts && { actions: (view) => actionsOf(name, view) }),
		onAction: (action, view) =>
			guarded(async () => {
				await act(action, view);
				await changed();
			}),
	});
}

function showChosen() {
	find('pay-selected').hidden = chosen.size === 0 || section.name !== 'receivables';
	find('pay-selected').textContent =
		chosen.size === 1 ? 'Pay the chosen invoice' : `Pay ${chosen.size} invoices together`;
}
