import type { INodeProperties } from 'n8n-workflow';

export const UPDATE_FIELDS = 'Update Fields';

/** The optional fields of a write, which a person adds one by one. */
export function optionalFieldsOf(options: INodeProperties[]): INodeProperties {
	return collection('Additional Fields', 'additionalFields', options);
}

/** The fields that an update can change; none of them is required then. */
export function changeableFieldsOf(options: INodeProperties[]): INodeProperties {
	const optional = options.map((option) => ({ ...option, required: undefined }));
	return collection(UPDATE_FIELDS, 'updateFields', optional);
}

function collection(
	displayName: string,
	name: string,
	options: INodeProperties[],
): INodeProperties {
	return { displayName, name, type: 'collection', placeholder: 'Add Field', default: {}, options };
}
