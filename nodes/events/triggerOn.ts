import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { FAMILIES } from './families';

/** The choices of Trigger On, in alphabetical order, All Events first. */
function choices(): INodePropertyOptions[] {
	const ofKinds = Object.entries(FAMILIES).flatMap(([kind, { label, about, states = {} }]) => [
		{
			name: `${label}: Any Event`,
			value: kind,
			description: about,
			action: `On any ${label.toLowerCase()} event`,
		},
		...Object.entries(states).map(([state, { label: name, about: description }]) => ({
			name,
			value: `${kind}.${state}`,
			description,
			action: `On ${name.toLowerCase()}`,
		})),
	]);
	const other = {
		name: 'Other Event',
		value: 'other',
		description: 'Anything that this list has no entry for',
		action: 'On any other event',
	};
	const all = {
		name: 'All Events',
		value: '*',
		description: 'Everything that Paystand reports',
		action: 'On any event',
	};
	const byName = (a: INodePropertyOptions, b: INodePropertyOptions) =>
		a.name.localeCompare(b.name, 'en');
	return [all, ...[...ofKinds, other].sort(byName)];
}

/** Which events start the workflow; both triggers have it. */
export const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [],
	options: choices(),
};

/** As `triggerOn`, without what no list shows: events of kinds that nobody knows yet. */
export const pollableTriggerOn: INodeProperties = {
	...triggerOn,
	options: choices().filter(({ value }) => value !== 'other'),
};

/** Whether updates that keep a record's status are left out; both triggers have it. */
export const onlyStatusChanges: INodeProperties = {
	displayName: 'Only When the Status Changes',
	name: 'onlyStatusChanges',
	type: 'boolean',
	default: true,
	description:
		'Whether to leave out updates of a record that keep its status, so that a later change to a paid payment is not a second "paid". Credit memos, customers, withdrawals and other events always come through.',
};

/** The chosen events under the node's name, in the words of the list. */
export function subtitle(): string {
	const labels = Object.fromEntries(choices().map(({ name, value }) => [value, name]));
	return `={{ $parameter["events"].map((event) => (${JSON.stringify(labels)})[event] ?? event).join(", ") }}`;
}
