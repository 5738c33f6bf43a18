import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { mapperFields } from './item/column';
import { operationOf } from './registry';

/** The columns that the form shows for the chosen operation. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const chosen = ['resource', 'operation'].map((name) =>
		String(this.getCurrentNodeParameter(name)),
	);
	const columns = operationOf(chosen[0], chosen[1])?.operation.columns;
	return { fields: columns ? mapperFields(columns) : [] };
}
