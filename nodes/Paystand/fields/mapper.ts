import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ID } from '../item/column';
import type { Column, ColumnSet } from '../item/column';
import { COLUMNS } from '../item/mapping';
import { extraFields } from './extraFields';
import { SINCE_2 } from './version';

/** The name of the method that tells n8n's form the columns. */
export const COLUMNS_METHOD = 'getColumns';

/** The field of version 2 that maps the columns of a write, each by hand or all by their names. */
export function mapper(mode: ColumnSet['mode']): INodeProperties {
	return {
		...COLUMNS,
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		displayOptions: SINCE_2,
		typeOptions: {
			loadOptionsDependsOn: ['resource', 'operation'],
			resourceMapper: {
				resourceMapperMethod: COLUMNS_METHOD,
				mode,
				fieldWords: { singular: 'column', plural: 'columns' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				matchingFieldsLabels: {
					hint: "By which the record is found. The ERP's key is its internal ID, not the number that is printed.",
				},
			},
		},
	};
}

/** A field of a form as a column. */
export function columnOf(
	{ displayName, name, type, options, required, default: value }: INodeProperties,
	more: Partial<Column> = {},
): Column {
	return {
		name,
		label: displayName,
		type: type === 'options' ? 'options' : type === 'json' ? 'object' : 'string',
		...(type === 'options' && {
			options: options as INodePropertyOptions[],
			defaultValue: String(value),
		}),
		...(required && { isRequired: true }),
		...more,
	};
}

/** Fields that no other column names: never taken from a row by itself, which may be anybody's. */
export const extraColumn: Column = columnOf(extraFields(), { isHidden: true, isManual: true });

/** The column that finds the record of an update by Paystand's ID. */
export const idColumn: Column = {
	name: ID,
	label: 'Paystand ID',
	type: 'string',
	isKey: true,
	isHidden: true,
};
