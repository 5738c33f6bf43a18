import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import { jsonObject, refuse } from './input';

const LABEL = 'Extra Fields (JSON)';

/** Fields Paystand takes that this node does not know by name; every write has them. */
export function extraFields(): INodeProperties {
	return {
		displayName: LABEL,
		name: 'extraFields',
		type: 'json',
		default: '{}',
		description:
			'More fields as Paystand names them, sent as they are, e.g. {"memo": "Thank you"}. What is filled in above cannot be named here again.',
	};
}

/**
 * A body with the extra fields added.
 *
 * @param given the value of Extra Fields
 * @param owned what the form offers fields for, whether they are filled in or not: stored name → what
 *   the screen calls it
 * @throws {NodeOperationError} when they are no JSON object, or hold a field that the body has
 *   already: which of the two is meant is not for us to guess
 */
export function withExtraFields(
	context: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
	given: unknown,
	owned: Labels = {},
): IDataObject {
	const place = { context, itemIndex, label: LABEL };
	const extra = jsonObject(place, given);
	const isOwned = (name: string) => Object.hasOwn(body, name) || Object.hasOwn(owned, name);
	const twice = Object.keys(extra).find((name) => isOwned(name.trim()));
	if (twice !== undefined) {
		const field = Object.hasOwn(owned, twice.trim()) ? owned[twice.trim()] : undefined;
		refuse(
			place,
			`hold '${twice}', which has a field of its own${field ? `: '${field}'` : ''}`,
			`Remove '${twice}' from '${LABEL}' and use ${field ? `'${field}'` : 'the field'}.`,
		);
	}
	return { ...body, ...extra };
}

/**
 * What Extra Fields must not hold beside a body: every name of a field that the body has already,
 * also the one that Paystand stores or the other way to name it, since they go by one label.
 *
 * @param labels Paystand's names → what the screen calls them
 * @param always names that only their own field may set, even when that is empty: amounts, which
 *   the form checks
 */
export function ownedBy(body: IDataObject, labels: Labels, always: string[] = []): Labels {
	const taken = new Set([...Object.keys(body), ...always].map((name) => labels[name]));
	return Object.fromEntries(Object.entries(labels).filter(([, label]) => taken.has(label)));
}
