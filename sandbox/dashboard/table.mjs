/** Builds an element; children are nodes or text. */
export function make(tag, properties = {}, ...children) {
	const element = Object.assign(document.createElement(tag), properties);
	element.append(...children);
	return element;
}

/** A header row for a view's columns, with a column for the boxes if rows can be chosen. */
export function headRow(columns, selectable) {
	const cells = columns.map(({ title, kind }) =>
		make('th', { className: kind ?? '', scope: 'col' }, title),
	);
	return make('tr', {}, ...(selectable ? [make('th', { className: 'box' })] : []), ...cells);
}

/**
 * A row of a table.
 * @param options `selectable` whether the row can be chosen, `chosen` the Map of those that are,
 *   `onChoose`, `onOpen` and `onAction(name)` are told what a person does
 */
export function bodyRow(row, columns, options = {}) {
	const line = make('tr', options.onOpen ? { tabIndex: 0, className: 'opens' } : {});
	if (options.chosen) line.append(box(row, options));
	for (const column of columns) line.append(cell(row, column, options));
	if (options.onOpen) {
		line.addEventListener('click', (event) => {
			if (!event.target.closest('button, input')) options.onOpen();
		});
		line.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && event.target === line) options.onOpen();
		});
	}
	return line;
}

function box(row, { selectable, chosen, onChoose }) {
	const input = make('input', { type: 'checkbox', checked: chosen.has(row.id) });
	input.setAttribute('aria-label', `Choose ${row.extId}`);
	input.addEventListener('change', () => {
		if (input.checked) chosen.set(row.id, row);
		else chosen.delete(row.id);
		onChoose();
	});
	return make('td', { className: 'box' }, ...(selectable ? [input] : []));
}

function cell(row, { kind, value }, { onAction }) {
	const content = value(row);
	if (kind === 'actions')
		return make(
			'td',
			{ className: 'actions' },
			...content.map(({ name, label }) =>
				make('button', { type: 'button', onclick: () => onAction(name) }, label),
			),
		);
	if (kind === 'status')
		return make(
			'td',
			{ className: 'status' },
			...(content ? [make('span', { className: `chip ${content}` }, content)] : []),
		);
	return make('td', { className: kind ?? '', title: content }, content);
}
