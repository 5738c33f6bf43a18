/** Elements. Text goes in as text nodes, so that nothing of a record is ever read as HTML. */

/** Builds an element; children are nodes or text. */
export function make(tag, properties = {}, ...children) {
	const { dataset, role, label, ...rest } = properties;
	const element = Object.assign(document.createElement(tag), rest);
	if (role) element.setAttribute('role', role);
	if (label) element.setAttribute('aria-label', label);
	Object.assign(element.dataset, dataset);
	element.append(...children);
	return element;
}

/** How a record stands, one chip for each thing to say. */
export const chips = (list) =>
	list.map(({ label, tone }) => make('span', { className: `chip ${tone}` }, label));

/** Text, or a link to the page of the record that it names. */
export const linked = ({ text, href }) =>
	href ? make('a', { href, dataset: { key: `${href} ${text}` } }, text) : text;

/**
 * A table.
 * @param options `name` for those who do not see it, `columns` (see columns.mjs), `views`,
 *   `context` of the columns. Where rows can be chosen: `choice` with `can(view)`, `chosen` (a Map
 *   by id) and `onChange`. Where something can be done: `actions(view)`, `onAction(name, view)`
 */
export function table(options) {
	const { name, columns, views, choice, actions } = options;
	const titles = columns.map((column) =>
		make('th', { className: classes(column), scope: 'col' }, column.title),
	);
	if (choice) titles.unshift(make('td', { className: 'box' }));
	if (actions) titles.push(make('td'));
	return make(
		'table',
		{ label: name },
		make('thead', {}, make('tr', {}, ...titles)),
		make('tbody', {}, ...views.map((view) => row(view, options))),
	);
}

const classes = ({ kind, minor, fixed }) =>
	[kind, minor && 'minor', fixed && 'fixed'].filter(Boolean).join(' ');

function row(view, { columns, context, choice, actions, onAction }) {
	const line = make('tr', {}, ...columns.map((column) => cell(view, column, context)));
	if (choice) line.prepend(box(view, choice));
	if (actions)
		line.append(make('td', { className: 'actions' }, ...buttons(view, actions(view), onAction)));
	const link = line.querySelector('.name a');
	if (link) {
		line.className = 'opens';
		line.addEventListener('click', (event) => {
			if (!event.target.closest('a, button, input') && !getSelection().toString()) link.click();
		});
	}
	return line;
}

/** Buttons that do something with a record; several of one page are told apart by its title. */
export const buttons = (view, list, onAction, title = '') =>
	list.map(({ name, label }) =>
		make(
			'button',
			{
				type: 'button',
				label: `${label} ${title || view.about.invoices[0]?.number || ''}`.trim(),
				dataset: { key: `${name} ${view.record.id}` },
				onclick: () => onAction(name, view),
			},
			label,
		),
	);

function cell(view, column, context) {
	const { title, kind, value } = column;
	const content = value(view, context) ?? '';
	const className = classes(column);
	if (kind === 'chips') return make('td', { className }, ...chips(content));
	if (kind === 'name') return make('td', { className, title: content.text }, linked(content));
	if (content === '') return make('td', { className });
	// Where a row is narrow it becomes a block, and its cells bring their titles along.
	return make('td', { className, title: content, dataset: { title } }, content);
}

function box(view, { can, chosen, onChange }) {
	const { id } = view.record;
	const input = make('input', {
		type: 'checkbox',
		checked: chosen.has(id),
		label: `Choose ${view.about.invoices[0].number}`,
		dataset: { key: `choose ${id}` },
	});
	input.addEventListener('change', () => {
		if (input.checked) chosen.set(id, view);
		else chosen.delete(id);
		onChange();
	});
	return make('td', { className: 'box' }, ...(can(view) ? [input] : []));
}

/** Replaces what is shown; what had the focus before has it again, if it is still there. */
export function show(container, ...nodes) {
	const active = document.activeElement;
	const key = container.contains(active) ? active.dataset.key : undefined;
	container.replaceChildren(...nodes);
	if (key === undefined) return;
	const again = [...container.querySelectorAll('[data-key]')].find(
		(element) => element.dataset.key === key,
	);
	again?.focus({ preventScroll: true });
}
