/** The fields of `resource` in a trigger's item, kind by kind, from the API document. */
import { dereference } from '@apidevtools/json-schema-ref-parser';
import { fileURLToPath } from 'node:url';
import { FAMILIES } from '../../nodes/events/families.ts';
import { withPart } from './marks.mts';

interface Schema {
	title?: string;
	description?: string;
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	allOf?: Schema[];
	'x-confidence'?: string;
}

const DOCUMENT = fileURLToPath(new URL('../../api/paystand-x.openapi.yaml', import.meta.url));

/** The schema of each kind by its name in the document. */
const SCHEMAS: Record<string, string> = {
	payment: 'Payment',
	receivableTransaction: 'ReceivableTransaction',
	refund: 'Refund',
	dispute: 'Dispute',
	transfer: 'Transfer',
	fee: 'Fee',
	creditMemo: 'CreditMemo',
	customer: 'PayerCustomer',
	withdrawal: 'Withdrawal',
};

/**
 * docs/trigger-items.md with the tables between its two marks.
 * @throws Error when the marks are not there, or a kind has no schema
 */
export async function withTriggerFields(page: string): Promise<string> {
	const document = (await dereference(DOCUMENT)) as {
		components: { schemas: Record<string, Schema> };
	};
	const { schemas } = document.components;
	const parts = Object.entries(FAMILIES).map(([kind, { label, about, states }]) => {
		const schema = schemas[SCHEMAS[kind] ?? ''];
		if (!schema) throw new Error(`The API document has no schema for ${kind}`);
		const choices = Object.values(states ?? {}).map((state) => `_${state.label}_: ${state.about}`);
		return [
			`### ${label}`,
			`\`resourceType\` is \`${kind}\`. ${about}.`,
			...(choices.length > 0 ? [choices.map((choice) => `- ${choice}`).join('\n')] : []),
			table(fieldsOf(schema)),
		].join('\n\n');
	});
	return withPart(page, 'fields', parts.join('\n\n'));
}

function fieldsOf(schema: Schema): Array<[string, Schema]> {
	const own = Object.entries(schema.properties ?? {});
	return [...(schema.allOf ?? []).flatMap(fieldsOf), ...own].filter(([name]) => name !== 'object');
}

function table(fields: Array<[string, Schema]>): string {
	const rows = fields.map(([name, schema]) => {
		const doubt = schema['x-confidence'] === 'assumed' ? ' _(assumed)_' : '';
		const text = (schema.description ?? schema.title ?? '').replaceAll('|', '\\|');
		return `| \`resource.${name}\` | ${text.replaceAll(/\s+/g, ' ')}${doubt} |`;
	});
	return ['| Field | Content |', '|---|---|', ...rows].join('\n');
}
