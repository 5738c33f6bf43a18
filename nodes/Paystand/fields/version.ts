import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Where a field is shown that version 2 of the node has brought. */
export const SINCE_2: IDisplayOptions = { show: { '@version': [{ _cnd: { gte: 2 } }] } };

/** Fields that only version 2 has. */
export function since2(properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...SINCE_2.show, ...property.displayOptions?.show },
		},
	}));
}

/** Fields that saved workflows of version 1 have, and newer ones do not. */
export function onlyIn1(properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { show: { '@version': [1] } },
	}));
}
