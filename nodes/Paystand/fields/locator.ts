import type {
	INodeParameterResourceLocator,
	INodeProperties,
	INodePropertyMode,
} from 'n8n-workflow';

import { paystandId, text } from './input';
import type { Place } from './input';

/** A field that picks one record: From List, By ID and, where the ERP has a key, by that. */
export interface Locator {
	/** The parameter name. */
	name: string;
	/** What the screen calls it. */
	label: string;
	/** The method that fills From List. */
	search: string;
	description: string;
	/** The name of the key mode, for kinds that the ERP has a key for. */
	keyLabel?: string;
	keyPlaceholder?: string;
	moreModes?: INodePropertyMode[];
}

/** The Paystand ID, or the ERP's key when the mode is By ERP Key. */
export type Choice = { id: string } | { key: string };

/** The field of a locator. */
export function locatorField(kind: Locator): INodeProperties {
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
				typeOptions: { searchListMethod: kind.search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 8low3hlfk1a7t08trm7043aw',
			},
			...(kind.keyLabel
				? [
						{
							displayName: `By ${kind.keyLabel}`,
							name: 'key',
							type: 'string' as const,
							placeholder: kind.keyPlaceholder,
							hint: "Your ERP's own key. Paystand is searched for it once per execution.",
						},
					]
				: []),
			...(kind.moreModes ?? []),
		],
	};
}

/**
 * What a locator was set to.
 *
 * @param value the parameter: a locator, or a bare ID as an AI agent gives it
 * @param keyLabel what the screen calls the ERP's key
 * @throws {NodeOperationError} when it is empty or no ID
 */
export function choiceOf(place: Place, value: unknown, keyLabel = place.label): Choice {
	const { mode, value: given } = asLocator(value);
	return mode === 'key'
		? { key: text({ ...place, label: keyLabel }, given) }
		: { id: paystandId(place, given) };
}

/** The parameter as a locator; a bare value counts as an ID. */
export function asLocator(value: unknown): { mode: string; value: unknown } {
	return typeof value === 'object' && value !== null
		? (value as INodeParameterResourceLocator)
		: { mode: 'id', value };
}

/** Whether nothing was picked. */
export function isUnset(value: unknown): boolean {
	const { value: given } = asLocator(value);
	return given === undefined || given === null || String(given).trim() === '';
}
