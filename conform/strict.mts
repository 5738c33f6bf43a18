import { CONDITIONAL, SOMETIMES } from './conditional.mts';

/** A JSON schema, or any node of the API document. */
export type Node = Record<string, any>;

const REF = '#/components/schemas/';

/**
 * The schema of a reply as the probe holds replies against it: references resolved, every object
 * closed, so that a new field is told, and every field of the record itself demanded that the
 * document knows for sure. A reply that passes is exactly what the document says; the client
 * itself is more lenient.
 */
export function strict(root: Node, node: Node): Node {
	return any(root, node, { numbers: false, inRecord: false });
}

interface Place {
	/** Amounts may be numbers here. */
	numbers: boolean;
	/** Inside a record: a copy of another one shows what it likes. */
	inRecord: boolean;
}

function any(root: Node, node: Node, place: Place): Node {
	if (typeof node.$ref === 'string') return referred(root, node, place);
	// Whether a 403 has the flat form of OAuth is looked at apart.
	if (Array.isArray(node.anyOf)) return any(root, node.anyOf[0], place);
	return inner(root, node, undefined, place);
}

function referred(root: Node, node: Node, { numbers, inRecord }: Place): Node {
	const { $ref, ...own } = node;
	const target = at(root, $ref);
	const name = $ref.startsWith(REF) ? $ref.slice(REF.length) : undefined;
	if (name === 'Money') return money({ ...target, ...own }, numbers);
	// Credit memos take and give numbers (docs/paystand-api.md#credit-memo-fields), as do payments
	// inside a refund or dispute.
	const inNumbers = numbers || name === 'CreditMemo';
	return { ...inner(root, target, name, { numbers: inNumbers, inRecord }), ...own };
}

/**
 * Amounts are decimal strings (docs/paystand-api.md#amounts). The document's own schema lets a
 * number pass everywhere, as the client does; here a number where none is documented is a
 * difference.
 */
function money(schema: Node, numbers: boolean): Node {
	return numbers ? schema : { ...schema, type: 'string' };
}

function inner(root: Node, node: Node, name: string | undefined, place: Place): Node {
	const result: Node = { ...node };
	if (node.items) result.items = any(root, node.items, place);
	if (node.additionalProperties && typeof node.additionalProperties === 'object')
		result.additionalProperties = any(root, node.additionalProperties, place);
	if (!node.properties) return result;
	const isList = node.properties.results !== undefined;
	const properties: Node = {};
	for (const [key, property] of Object.entries<Node>(node.properties))
		properties[key] = any(root, property, {
			// A payment inside a refund or dispute shows numbers.
			numbers: place.numbers || key === 'resource',
			inRecord: place.inRecord || !isList,
		});
	result.properties = properties;
	if (typeof node.additionalProperties !== 'object') result.additionalProperties = false;
	if (!place.inRecord)
		result.required = [...new Set([...(node.required ?? []), ...expected(node, name, properties)])];
	return result;
}

/** Fields that are always there, although the document does not demand them. */
function expected(node: Node, name: string | undefined, properties: Node): string[] {
	if (name === undefined || node['x-confidence'] === 'assumed') return [];
	const conditional = CONDITIONAL[name] ?? [];
	if (conditional === 'all') return [];
	return Object.entries<Node>(node.properties)
		.filter(([key, property]) => {
			if (SOMETIMES.includes(key) || conditional.includes(key)) return false;
			if (property['x-confidence'] === 'assumed') return false;
			return !(Array.isArray(properties[key].type) && properties[key].type.includes('null'));
		})
		.map(([key]) => key);
}

/** The node that a reference of the document names. */
export function at(root: Node, reference: string): Node {
	return reference
		.slice('#/'.length)
		.split('/')
		.reduce((node, key) => node[key], root);
}
