/** Stand-ins for the nodes of n8n that the example flow uses beside ours, as far as it uses them. */
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

type Execute = (this: IExecuteFunctions, item: INodeExecutionData) => Promise<INodeExecutionData>;

/** @param parameters names of those that the node has; n8n drops all others */
const helper = (name: string, parameters: string[], execute: Execute): INodeType => ({
	description: {
		...{ displayName: name, name, group: ['transform'], version: 1, description: name },
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: parameters.map((parameter) => ({
			...{ displayName: parameter, name: parameter, type: 'json', default: '' },
		})),
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		return [await Promise.all(items.map((item) => execute.call(this, item)))];
	},
});

const set = helper('set', ['assignments'], async function () {
	const { assignments } = this.getNodeParameter('assignments', 0) as {
		assignments: Array<{ name: string; value: string }>;
	};
	return { json: Object.fromEntries(assignments.map(({ name, value }) => [name, value])) };
});

const convertToFile = helper(
	'convertToFile',
	['sourceProperty', 'options'],
	async function ({ json }) {
		const source = this.getNodeParameter('sourceProperty', 0) as string;
		const { fileName, mimeType } = this.getNodeParameter('options', 0) as Record<string, string>;
		const file = Buffer.from(json[source] as string, 'base64');
		return {
			json: {} as IDataObject,
			binary: { data: await this.helpers.prepareBinaryData(file, fileName, mimeType) },
		};
	},
);

/** The items that meet the conditions on the one output, the others on the other. */
const iff = helper('if', ['conditions'], async (item) => item);
iff.description.outputs = [NodeConnectionTypes.Main, NodeConnectionTypes.Main];
iff.execute = async function (this: IExecuteFunctions) {
	const outputs: INodeExecutionData[][] = [[], []];
	for (const [index, item] of this.getInputData().entries()) {
		const { conditions } = this.getNodeParameter('conditions', index) as {
			conditions: Array<{ leftValue: string; rightValue: string }>;
		};
		const isMet = conditions.every(({ leftValue, rightValue }) => leftValue === rightValue);
		outputs[isMet ? 0 : 1]!.push(item);
	}
	return outputs;
};

const stopAndError = helper('stopAndError', ['errorMessage'], async function () {
	throw new Error(this.getNodeParameter('errorMessage', 0) as string);
});

export const HELPER_NODES: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': helper('manualTrigger', [], async (item) => item),
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.if': iff,
	'n8n-nodes-base.stopAndError': stopAndError,
	'n8n-nodes-base.convertToFile': convertToFile,
};
