import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import type { Pickable } from '../item/kind';

/** The name of the method that fills a locator's From List, e.g. `searchCustomers`. */
export function searchMethodOf({ name }: Pick<Pickable, 'name'>): string {
	return `search${name.charAt(0).toUpperCase()}${name.slice(1)}s`;
}

/**
 * The field that picks one record: From List, By ID and, where the ERP has a key, by that.
 *
 * @param moreModes further ways to name one
 */
export function recordLocator(
	kind: Pickable,
	moreModes: INodePropertyMode[] = [],
): INodeProperties {
	return {
		displayName: kind.label,
		name: kind.name,
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: kind.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: searchMethodOf(kind), searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
			},
			...(kind.key
				? [
						{
							displayName: 'By Key',
							name: 'key',
							type: 'string' as const,
							placeholder: kind.key.placeholder,
							hint: `The ${kind.key.label}: your ERP's internal key, not the number that is printed. Paystand is searched for it once per execution.`,
						},
					]
				: []),
			...moreModes,
		],
	};
}
