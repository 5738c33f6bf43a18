import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Where a field is shown that version 2 of the node has brought. */
export const SINCE_2: IDisplayOptions = { show: { '@version': [{ _cnd: { gte: 2 } }] } };

/** Fields that saved workflows of version 1 have, and newer ones do not. */
export function onlyIn1(properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { show: { '@version': [1] } },
	}));
}
