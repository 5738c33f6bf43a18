import type { INodeProperties } from 'n8n-workflow';

export const EXTRA_FIELDS = 'Extra Fields (JSON)';

/** Fields Paystand takes that this node does not know by name; every write has them. */
export function extraFields(): INodeProperties {
	return {
		displayName: EXTRA_FIELDS,
		name: 'extraFields',
		type: 'json',
		default: '{}',
		description:
			'More fields as Paystand names them, sent as they are, e.g. {"memo": "Thank you"}. What is filled in above cannot be named here again.',
	};
}
