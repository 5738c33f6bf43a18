/** `examples/all-operations.json`, as the examples of the operations make it. */
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { readFile } from 'node:fs/promises';
import { NODE_TYPE } from '../../harness/flow.mts';
import type { WorkflowJson, WorkflowNode } from '../../n8n/workflows.mts';
import { first, perRun, YOUR_VALUES } from '../../nodes/Paystand/examples/parameters.mts';
import { mapperFields } from '../../nodes/Paystand/item/column.ts';
import { operationOf } from '../../nodes/Paystand/registry.ts';
import { listOperations } from './examples.mts';
import type { ListedOperation } from './order.mts';

type NodePlan = Pick<WorkflowNode, 'name' | 'type' | 'parameters'> & Partial<WorkflowNode>;

const PDF = new URL('../../examples/pdfs/INV-20411.pdf', import.meta.url);
const COLUMN = 220;
const ROW = 220;
/** Where the rows of operations begin: right of the start, so that no line to them crosses another. */
const FIRST_COLUMN = 4;
const MAX_COLUMNS = 8;

const ABOUT = `## All operations
Every operation of the Paystand node once, each in a node of its own name, for looking up how it is filled in and for trying an account out.

**Only with a Paystand sandbox account, or the local sandbox (\`npm run sandbox\`): it creates records, charges a test bank account, refunds 1.00 and withdraws 1.00.** n8n may have chosen a credential of yours by itself, so the run stops unless you say that it is a sandbox's.

1. Choose your Paystand credential in the Paystand nodes.
2. In *Your Values*, enter \`yes\` in *isSandbox*, and the ID of an event (the trigger shows it), of a fee plan (the dashboard or support names it), of a payment that may be refunded by 1.00, of a saved card, and of your own bank account (a withdrawal shows it).
3. Run it.

What an account may not do, or has not had yet (a refund, a dispute, a payout), does not stop the run: the node's item then says why.`;

/** The workflow that uses every operation once, each in a node of its name. */
export async function allOperations(): Promise<WorkflowJson> {
	const pdf = (await readFile(PDF)).toString('base64');
	const operations = await listOperations();
	const start = [START, yourValues(pdf), IS_SANDBOX];
	const rows: NodePlan[][] = [];
	for (const [index, each] of operations.entries()) {
		const nodes = [...(each.example.file ? fileNodes(each) : []), paystandNode(each)];
		const row = rows.at(-1) ?? [];
		const isSame = each.resource === operations[index - 1]?.resource;
		if (isSame && row.length + nodes.length <= MAX_COLUMNS) row.push(...nodes);
		else rows.push(nodes);
	}
	const nodes = [
		...start.map((node, x) => placed(node, [x * COLUMN, 0])),
		...rows.flatMap((row, y) =>
			row.map((node, x) => placed(node, [(FIRST_COLUMN + x) * COLUMN, y * ROW])),
		),
	];
	return {
		name: 'Paystand: all operations',
		nodes: [placed(NOTE, [-620, -40]), ...nodes, placed(STOP, [start.length * COLUMN, ROW])],
		connections: chained(nodes.map(({ name }) => name)),
		settings: { executionOrder: 'v1' },
		pinData: {},
	};
}

/** Node ids come from the names, so that the file changes no more than the examples. */
function placed(plan: NodePlan, position: [number, number]): WorkflowNode {
	const hex = createHash('sha256').update(plan.name).digest('hex');
	const id = hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-8$4-$5');
	const { parameters, name, type, ...more } = plan;
	return { parameters, id, name, type, typeVersion: 1, ...more, position };
}

function chained(names: string[]): WorkflowJson['connections'] {
	const links = names.slice(1).map((name, index) => {
		const from = names[index]!;
		const otherwise = from === IS_SANDBOX.name ? [[linkTo(STOP.name)]] : [];
		return [from, { main: [[linkTo(name)], ...otherwise] }];
	});
	return Object.fromEntries(links);
}

const linkTo = (node: string) => ({ node, type: 'main', index: 0 });

const IS_SANDBOX: NodePlan = {
	name: 'Is It a Sandbox?',
	type: 'n8n-nodes-base.if',
	typeVersion: 2.2,
	parameters: {
		conditions: {
			options: { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 2 },
			combinator: 'and',
			conditions: [
				{
					id: 'isSandbox',
					leftValue: '={{ $json.isSandbox }}',
					rightValue: 'yes',
					operator: { type: 'string', operation: 'equals' },
				},
			],
		},
		options: {},
	},
};

const STOP: NodePlan = {
	name: 'Stop',
	type: 'n8n-nodes-base.stopAndError',
	typeVersion: 1,
	parameters: {
		errorMessage:
			"This flow charges, refunds and withdraws, so it runs with a sandbox only. If the credential in the Paystand nodes is a sandbox's, enter yes in isSandbox of Your Values.",
	},
};

const NOTE: NodePlan = {
	name: 'About',
	type: 'n8n-nodes-base.stickyNote',
	parameters: { content: ABOUT, height: 400, width: 520 },
};

const START: NodePlan = {
	name: 'Run by Hand',
	type: 'n8n-nodes-base.manualTrigger',
	parameters: {},
};

function yourValues(pdf: string): NodePlan {
	return setNode(YOUR_VALUES, {
		isSandbox: '',
		run: "={{ $now.toFormat('yyLLddHHmmss') }}",
		...{ eventId: '', feePlanId: '', paymentId: '', cardId: '', bankId: '', pdf },
	});
}

function setNode(name: string, values: Record<string, string>): NodePlan {
	const assignments = Object.entries(values).map(([field, value]) => ({
		...{ id: field, name: field, value, type: 'string' },
	}));
	return {
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		executeOnce: true,
		parameters: { assignments: { assignments }, options: {} },
	};
}

/** What puts a PDF on the item of an operation that sends one. */
function fileNodes({ name, operation }: ListedOperation): NodePlan[] {
	const file: NodePlan = {
		name: `File for ${name}`,
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toBinary',
			sourceProperty: 'pdf',
			options: { fileName: perRun('', `-${operation}.pdf`), mimeType: 'application/pdf' },
		},
	};
	return [setNode(`PDF for ${name}`, { pdf: first(YOUR_VALUES, 'pdf') }), file];
}

/** With what the form shows of its columns, as n8n itself saves it. */
function withSchema({ resource, operation, example }: ListedOperation): IDataObject {
	const { parameters = {} } = example;
	const set = operationOf(resource, operation)!.operation.columns;
	if (!set) return parameters as IDataObject;
	return {
		...parameters,
		columns: { ...(parameters.columns as object), schema: mapperFields(set) },
	};
}

function paystandNode(each: ListedOperation): NodePlan {
	const { name, resource, operation, example } = each;
	return {
		name,
		type: NODE_TYPE,
		typeVersion: 2,
		parameters: { resource, operation, ...withSchema(each) },
		executeOnce: true,
		// An empty list does not end the run.
		alwaysOutputData: true,
		...(example.mayBeRefused && { onError: 'continueRegularOutput' }),
		credentials: { paystandApi: { id: '', name: 'Paystand account' } },
	};
}
