import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { getColumns } from './columns';
import { properties } from './registry';
import { run } from './run';
import { listSearch } from './pickers';

export class Paystand implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paystand',
		name: 'paystand',
		icon: { light: 'file:../../icons/paystand.svg', dark: 'file:../../icons/paystand.dark.svg' },
		group: ['output'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
		description: 'Sync customers, invoices and their PDFs with Paystand, and follow what is paid',
		defaults: { name: 'Paystand' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'paystandApi', required: true }],
		properties: properties(),
	};

	methods = { listSearch, resourceMapping: { getColumns } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run.call(this);
	}
}
